package dev.archway.core.cost;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a network costs without running it. Counted as the mobile-network papers count: one
/// multiply-add per product in convolutions and linear layers for one image; batch normalization,
/// activations, poolings and biases are not counted as multiply-adds. `parameters` are the learned
/// numbers (batch normalization's scale and shift included, running statistics not).
///
/// These two are the fastest to count; [CostTable] tells more, and where it comes from.
public record Costs(long multiplyAdds, long parameters) {

  /// The cost of using the network: what only training needs is left out. Searches ask this of
  /// every network they sample, so it walks the graph once, backwards from the output, instead of
  /// building [Network#forInference()].
  public static Costs of(Network network) {
    Set<String> needed = new HashSet<>(List.of(network.output()));
    long multiplyAdds = 0;
    long parameters = 0;
    for (var node : network.nodes().reversed()) {
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
        var in = network.inputShape(node);
        multiplyAdds += multiplyAdds(node.layer(), in, network.shape(node.name()));
        parameters += parameters(node.layer(), in.channels());
      }
    }
    return new Costs(multiplyAdds, parameters);
  }

  static long multiplyAdds(Layer layer, FeatureShape in, FeatureShape out) {
    return switch (layer) {
      case Layer.Convolution c ->
          out.elements() * (in.channels() / c.groups()) * c.kernelHeight() * c.kernelWidth();
      case Layer.Linear l -> (long) l.units() * in.channels();
      case Layer.SqueezeExcite s -> 2L * in.channels() * s.reducedChannels();
      case Layer.BatchNormalization _,
          Layer.Activation _,
          Layer.Pooling _,
          Layer.GlobalAveragePooling _,
          Layer.Add _,
          Layer.Concatenate _,
          Layer.ChannelSplit _,
          Layer.ChannelShuffle _,
          Layer.Dropout _,
          Layer.DropPath _ ->
          0;
    };
  }

  /// How many numbers a layer that reads `channels` learns: the elements of its learned
  /// [dev.archway.core.network.ParameterTensor]s, without making those.
  static long parameters(Layer layer, int channels) {
    return switch (layer) {
      case Layer.Convolution c -> {
        long perFilter = (long) channels / c.groups() * c.kernelHeight() * c.kernelWidth();
        yield c.filters() * (perFilter + (c.bias() ? 1 : 0));
      }
      case Layer.BatchNormalization _ -> 2L * channels;
      case Layer.Linear l -> l.units() * (channels + 1L);
      case Layer.SqueezeExcite s ->
          2L * channels * s.reducedChannels() + s.reducedChannels() + channels;
      case Layer.Activation _,
          Layer.Pooling _,
          Layer.GlobalAveragePooling _,
          Layer.Add _,
          Layer.Concatenate _,
          Layer.ChannelSplit _,
          Layer.ChannelShuffle _,
          Layer.Dropout _,
          Layer.DropPath _ ->
          0;
    };
  }
}
