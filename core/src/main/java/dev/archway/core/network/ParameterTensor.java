package dev.archway.core.network;

import java.util.ArrayList;
import java.util.List;

/// One tensor of numbers that a network owns. Names and layouts are those of safetensors files made
/// by PyTorch: `node.weight`, `node.bias`, `node.running_mean`, `node.running_var`.
public record ParameterTensor(String name, Role role, List<Integer> shape) {
  /// What the numbers do.
  public enum Role {
    /// A convolution's `(filters, channels / groups, height, width)`.
    CONVOLUTION_WEIGHT,
    /// A linear layer's `(units, channels)`.
    LINEAR_WEIGHT,
    BIAS,
    /// Batch normalization's gamma.
    SCALE,
    /// Batch normalization's beta.
    SHIFT,
    RUNNING_MEAN,
    RUNNING_VARIANCE;

    /// Running statistics are kept, not learned.
    public boolean learned() {
      return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
    }
  }

  public ParameterTensor {
    shape = List.copyOf(shape);
  }

  public int elements() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /// How many inputs each output sums over: what initialization scales by.
  public int fanIn() {
    return elements() / shape.getFirst();
  }

  /// All tensors of a network in the order of its nodes.
  public static List<ParameterTensor> of(Network network) {
    var tensors = new ArrayList<ParameterTensor>();
    network.nodes().forEach(node -> tensors.addAll(of(network, node)));
    return tensors;
  }

  /// The tensors of one node.
  public static List<ParameterTensor> of(Network network, Node node) {
    int channels = network.inputShape(node).channels();
    var name = node.name();
    return switch (node.layer()) {
      case Layer.Convolution c -> {
        var weight =
            new ParameterTensor(
                name + ".weight",
                Role.CONVOLUTION_WEIGHT,
                List.of(c.filters(), channels / c.groups(), c.kernelHeight(), c.kernelWidth()));
        yield c.bias()
            ? List.of(weight, vector(name + ".bias", Role.BIAS, c.filters()))
            : List.of(weight);
      }
      case Layer.BatchNormalization _ ->
          List.of(
              vector(name + ".weight", Role.SCALE, channels),
              vector(name + ".bias", Role.SHIFT, channels),
              vector(name + ".running_mean", Role.RUNNING_MEAN, channels),
              vector(name + ".running_var", Role.RUNNING_VARIANCE, channels));
      case Layer.SqueezeExcite s ->
          List.of(
              pointwise(name + ".reduce.weight", s.reducedChannels(), channels),
              vector(name + ".reduce.bias", Role.BIAS, s.reducedChannels()),
              pointwise(name + ".expand.weight", channels, s.reducedChannels()),
              vector(name + ".expand.bias", Role.BIAS, channels));
      case Layer.Linear l ->
          List.of(
              new ParameterTensor(
                  name + ".weight", Role.LINEAR_WEIGHT, List.of(l.units(), channels)),
              vector(name + ".bias", Role.BIAS, l.units()));
      case Layer.Activation _,
          Layer.Pooling _,
          Layer.GlobalAveragePooling _,
          Layer.Add _,
          Layer.Concatenate _,
          Layer.ChannelSplit _,
          Layer.ChannelShuffle _,
          Layer.Dropout _,
          Layer.DropPath _ ->
          List.of();
    };
  }

  private static ParameterTensor vector(String name, Role role, int length) {
    return new ParameterTensor(name, role, List.of(length));
  }

  private static ParameterTensor pointwise(String name, int out, int in) {
    return new ParameterTensor(name, Role.CONVOLUTION_WEIGHT, List.of(out, in, 1, 1));
  }
}
