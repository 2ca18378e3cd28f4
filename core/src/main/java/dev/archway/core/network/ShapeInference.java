package dev.archway.core.network;

import java.util.List;

/// The shape that a layer makes of its inputs' shapes: the one place that knows it.
final class ShapeInference {
  private ShapeInference() {}

  /// Refuses inputs that the layer cannot take, naming the node, the shapes and the rule.
  static FeatureShape infer(Node node, List<FeatureShape> inputs) {
    return switch (node.layer()) {
      case Layer.Convolution c -> {
        var in = single(node, inputs);
        require(
            in.channels() % c.groups() == 0,
            node,
            inputs,
            "its input channels must be divisible by its " + c.groups() + " groups");
        requireTensor(
            (double) c.filters() * in.channels() / c.groups() * c.kernelHeight() * c.kernelWidth(),
            node,
            inputs);
        yield new FeatureShape(
            c.filters(), strided(in.height(), c.stride()), strided(in.width(), c.stride()));
      }
      case Layer.Pooling p -> {
        var in = single(node, inputs);
        yield new FeatureShape(
            in.channels(), strided(in.height(), p.stride()), strided(in.width(), p.stride()));
      }
      case Layer.BatchNormalization _,
          Layer.Activation _,
          Layer.SqueezeExcite _,
          Layer.Dropout _,
          Layer.DropPath _ ->
          single(node, inputs);
      case Layer.GlobalAveragePooling _ -> new FeatureShape(single(node, inputs).channels(), 1, 1);
      case Layer.Add _ -> {
        var first = inputs.getFirst();
        require(inputs.size() >= 2, node, inputs, "a sum has at least two inputs");
        require(
            inputs.stream().allMatch(first::equals),
            node,
            inputs,
            "a sum's inputs share one shape");
        yield first;
      }
      case Layer.Concatenate _ -> {
        var first = inputs.getFirst();
        require(
            inputs.stream()
                .allMatch(s -> s.height() == first.height() && s.width() == first.width()),
            node,
            inputs,
            "joined inputs share height and width");
        yield new FeatureShape(
            inputs.stream().mapToInt(FeatureShape::channels).sum(), first.height(), first.width());
      }
      case Layer.ChannelSplit split -> {
        var in = single(node, inputs);
        require(
            split.to() <= in.channels(),
            node,
            inputs,
            "it takes channels " + split.from() + ".." + split.to());
        yield new FeatureShape(split.to() - split.from(), in.height(), in.width());
      }
      case Layer.ChannelShuffle shuffle -> {
        var in = single(node, inputs);
        require(
            in.channels() % shuffle.groups() == 0,
            node,
            inputs,
            "its channels must be divisible by its " + shuffle.groups() + " groups");
        yield in;
      }
      case Layer.Linear linear -> {
        var in = single(node, inputs);
        require(in.height() == 1 && in.width() == 1, node, inputs, "a linear layer reads a vector");
        requireTensor((double) linear.units() * in.channels(), node, inputs);
        yield new FeatureShape(linear.units(), 1, 1);
      }
    };
  }

  private static int strided(int length, int stride) {
    return (length + stride - 1) / stride;
  }

  private static FeatureShape single(Node node, List<FeatureShape> inputs) {
    require(inputs.size() == 1, node, inputs, "it takes exactly one input");
    return inputs.getFirst();
  }

  /// No runtime takes a tensor of more numbers than an array holds.
  private static void requireTensor(double numbers, Node node, List<FeatureShape> inputs) {
    require(
        numbers <= Integer.MAX_VALUE,
        node,
        inputs,
        "its weights would be more than %,d numbers".formatted(Integer.MAX_VALUE));
  }

  private static void require(boolean holds, Node node, List<FeatureShape> inputs, String rule) {
    if (!holds) {
      throw new InvalidNetworkException(
          "Node "
              + node.name()
              + " ("
              + LayerText.of(node.layer())
              + ") reads "
              + inputs
              + ", but "
              + rule
              + ".");
    }
  }
}
