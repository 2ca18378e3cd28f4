package dev.archway.worker.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Node;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Computes layers on tensors `(batch, channels, height, width)`. Every step keeps the
/// channels-last strides of its input, which PyTorch's convolutions are fastest on.
///
/// @param parameters the network's tensors by name
/// @param training whether batch normalization uses the batch's own statistics and moves the
///   running ones
/// @param dropout what a dropout layer multiplies its input by; asked in training only
record Layers(Map<String, NDArray> parameters, boolean training, Masks dropout) {

  /// Makes dropout masks.
  interface Masks {
    /// A mask over `values` for a node: zero, or what makes up for the zeros.
    NDArray mask(Node node, double rate, NDArray values);
  }

  NDArray compute(Node node, List<NDArray> inputs) {
    var x = inputs.getFirst();
    return switch (node.layer()) {
      case Layer.Convolution c -> convolution(node.name(), c, x);
      case Layer.BatchNormalization bn -> batchNormalization(node.name(), bn, x);
      case Layer.Activation a ->
          switch (a.function()) {
            case RELU -> Activation.relu(x);
            case RELU6 -> x.clip(0, 6);
            case HARD_SWISH -> using(hardSigmoid(x), x::mul);
            case SIGMOID -> Activation.sigmoid(x);
          };
      case Layer.Pooling p -> pooling(p, x);
      case Layer.GlobalAveragePooling _ -> means(x);
      case Layer.Add _ -> sum(inputs);
      case Layer.Concatenate _ -> NDArrays.concat(new NDList(inputs), 1);
      case Layer.ChannelSplit s -> x.get(new NDIndex().addAllDim().addSliceDim(s.from(), s.to()));
      case Layer.ChannelShuffle s -> shuffle(s.groups(), x);
      case Layer.SqueezeExcite s -> squeezeExcite(node.name(), s, x);
      case Layer.Dropout d ->
          // The mask is left open to the end of the step: see [#using].
          training ? x.mul(dropout.mask(node, d.rate(), x)) : x.duplicate();
      case Layer.DropPath _ ->
          throw new IllegalStateException(
              "Node " + node.name() + " is taken out before anything is computed.");
      case Layer.Linear _ -> linear(node.name(), x);
    };
  }

  private NDArray parameter(String name) {
    var parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalStateException("The network has no tensor " + name + ".");
    }
    return parameter;
  }

  private NDArray convolution(String node, Layer.Convolution c, NDArray x) {
    return convolve(
        x,
        parameter(node + ".weight"),
        c.bias() ? parameter(node + ".bias") : null,
        new Shape(c.stride(), c.stride()),
        new Shape(padding(c.kernelHeight(), c.dilation()), padding(c.kernelWidth(), c.dilation())),
        new Shape(c.dilation(), c.dilation()),
        c.groups());
  }

  private static NDArray convolve(
      NDArray x,
      NDArray weight,
      @Nullable NDArray bias,
      Shape stride,
      Shape padding,
      Shape dilation,
      int groups) {
    return Conv2d.conv2d(x, weight, bias, stride, padding, dilation, groups).singletonOrThrow();
  }

  private static NDArray pointwise(NDArray x, NDArray weight, NDArray bias) {
    return convolve(x, weight, bias, new Shape(1, 1), new Shape(0, 0), new Shape(1, 1), 1);
  }

  private static long padding(int kernel, int dilation) {
    return (long) dilation * (kernel - 1) / 2;
  }

  private NDArray batchNormalization(String node, Layer.BatchNormalization bn, NDArray x) {
    return BatchNorm.batchNorm(
            x,
            parameter(node + ".running_mean"),
            parameter(node + ".running_var"),
            parameter(node + ".weight"),
            parameter(node + ".bias"),
            1,
            (float) bn.momentum(),
            (float) bn.epsilon(),
            training)
        .singletonOrThrow();
  }

  private static NDArray pooling(Layer.Pooling p, NDArray x) {
    var kernel = new Shape(p.kernel(), p.kernel());
    var stride = new Shape(p.stride(), p.stride());
    var padding = new Shape(padding(p.kernel(), 1), padding(p.kernel(), 1));
    return switch (p.kind()) {
      case AVERAGE ->
          using(
              Pool.avgPool2d(x, kernel, stride, padding, false, true),
              y -> withoutPadding(p, x.getShape(), y));
      case MAXIMUM -> Pool.maxPool2d(x, kernel, stride, padding, false);
    };
  }

  /// DJL 0.35.1 counts the padding whatever it is told, so each average is scaled by how much of
  /// its window lies in the image.
  private static NDArray withoutPadding(Layer.Pooling p, Shape in, NDArray averages) {
    int height = (int) averages.getShape().get(2);
    int width = (int) averages.getShape().get(3);
    var scale = new float[height * width];
    for (int i = 0; i < scale.length; i++) {
      long inside = inside(p, i / width, in.get(2)) * inside(p, i % width, in.get(3));
      scale[i] = (float) ((double) p.kernel() * p.kernel() / inside);
    }
    // Left open to the end of the step: see [#using].
    return averages.mul(averages.getManager().create(scale, new Shape(1, 1, height, width)));
  }

  /// How many places of the window at `position` lie on a side of `length`.
  private static long inside(Layer.Pooling p, int position, long length) {
    long from = (long) position * p.stride() - padding(p.kernel(), 1);
    return Math.min(from + p.kernel(), length) - Math.max(from, 0);
  }

  /// `(batch, channels, 1, 1)`.
  private static NDArray means(NDArray x) {
    return Pool.globalAvgPool2d(x).reshape(x.getShape().get(0), x.getShape().get(1), 1, 1);
  }

  private static NDArray sum(List<NDArray> inputs) {
    var sum = inputs.get(0).add(inputs.get(1));
    for (var more : inputs.subList(2, inputs.size())) {
      sum = using(sum, s -> s.add(more));
    }
    return sum;
  }

  /// Goes through `(batch, height, width, channels)`, where splitting the channels needs no copy
  /// and joining them leaves them last.
  private static NDArray shuffle(int groups, NDArray x) {
    var shape = x.getShape();
    long batch = shape.get(0);
    long channels = shape.get(1);
    long height = shape.get(2);
    long width = shape.get(3);
    return x.transpose(0, 2, 3, 1)
        .reshape(batch, height, width, groups, channels / groups)
        .transpose(0, 1, 2, 4, 3)
        .reshape(batch, height, width, channels)
        .transpose(0, 3, 1, 2);
  }

  private NDArray squeezeExcite(String node, Layer.SqueezeExcite s, NDArray x) {
    var mean = means(x);
    var reduced =
        pointwise(mean, parameter(node + ".reduce.weight"), parameter(node + ".reduce.bias"));
    var expanded =
        pointwise(
            Activation.relu(reduced),
            parameter(node + ".expand.weight"),
            parameter(node + ".expand.bias"));
    return x.mul(
        switch (s.gate()) {
          case SIGMOID -> Activation.sigmoid(expanded);
          case HARD_SIGMOID -> hardSigmoid(expanded);
        });
  }

  private static NDArray hardSigmoid(NDArray x) {
    // Left open to the end of the step: see [#using]; `div(6)` would close its number at once.
    var six = x.getManager().create(6f);
    return using(x.add(3), shifted -> using(shifted.clip(0, 6), clipped -> clipped.div(six)));
  }

  private NDArray linear(String node, NDArray x) {
    long batch = x.getShape().get(0);
    var scores =
        ai.djl.nn.core.Linear.linear(
                x.reshape(batch, x.getShape().get(1)),
                parameter(node + ".weight"),
                parameter(node + ".bias"))
            .singletonOrThrow();
    return scores.reshape(batch, scores.getShape().get(1), 1, 1);
  }

  /// Uses a value once and gives its handle back; PyTorch keeps what the backward pass needs. Only
  /// for values that PyTorch computed: the memory of one that was made from Java numbers is Java's,
  /// which frees it at some garbage collection after the handle is closed, and the backward pass
  /// would read what lies there then.
  private static NDArray using(NDArray value, UnaryOperator<NDArray> use) {
    try (value) {
      return use.apply(value);
    }
  }
}
