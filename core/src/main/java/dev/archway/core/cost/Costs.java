package dev.archway.core.cost;

import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import dev.archway.core.network.ParameterTensor;

/// What a network costs without running it. Counted as the mobile-network papers count: one
/// multiply-add per product in convolutions and linear layers for one image; batch normalization,
/// activations, poolings and biases are not counted as multiply-adds. `parameters` are the learned
/// numbers (batch normalization's scale and shift included, running statistics not).
public record Costs(long multiplyAdds, long parameters) {

  /// The cost of using the network: what only training needs is left out.
  public static Costs of(Network network) {
    var inference = network.forInference();
    long multiplyAdds = 0;
    long parameters = 0;
    for (var node : inference.nodes()) {
      multiplyAdds += multiplyAdds(inference, node);
      for (var tensor : ParameterTensor.of(inference, node)) {
        parameters += tensor.role().learned() ? tensor.elements() : 0;
      }
    }
    return new Costs(multiplyAdds, parameters);
  }

  private static long multiplyAdds(Network network, Node node) {
    var in = network.inputShape(node);
    var out = network.shape(node.name());
    return switch (node.layer()) {
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
}
