package dev.archway.core.network;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// One kind of computation in a [Network]. Every reader of the graph switches over these kinds
/// without a `default`, so that a new kind fails to compile in exactly the places that must learn
/// of it.
///
/// Convolutions and poolings pad symmetrically by `dilation * (kernel - 1) / 2` on each side
/// ("same" for stride 1); with stride `s` a side of length `n` becomes `ceil(n / s)`. Kernels are
/// therefore odd.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Layer {

  /// A convolution, cross-channel (`groups = 1`), grouped, or depthwise (`groups = input
  /// channels`).
  ///
  /// Weight shape `(filters, inputChannels / groups, kernelHeight, kernelWidth)`.
  @JsonTypeName("convolution")
  record Convolution(
      int filters,
      int kernelHeight,
      int kernelWidth,
      int stride,
      int dilation,
      int groups,
      boolean bias)
      implements Layer {
    public Convolution {
      requireOdd("convolution kernel", kernelHeight);
      requireOdd("convolution kernel", kernelWidth);
      requirePositive("A convolution's number of filters", filters);
      requirePositive("A convolution's stride", stride);
      requirePositive("A convolution's dilation", dilation);
      requirePositive("A convolution's number of groups", groups);
      if (filters % groups != 0) {
        throw new InvalidNetworkException(
            "A convolution's filters are divisible by its groups, but "
                + (filters + " filters have " + groups + " groups."));
      }
    }

    /// A square cross-channel convolution without bias, as it stands before a batch normalization.
    public static Convolution square(int filters, int kernel, int stride) {
      return new Convolution(filters, kernel, kernel, stride, 1, 1, false);
    }

    /// A square depthwise convolution over `channels` without bias.
    public static Convolution depthwise(int channels, int kernel, int stride) {
      return new Convolution(channels, kernel, kernel, stride, 1, channels, false);
    }

    /// A 1x1 convolution without bias.
    public static Convolution pointwise(int filters) {
      return square(filters, 1, 1);
    }
  }

  /// Normalizes each channel by batch statistics in training and by running ones afterwards (Ioffe
  /// and Szegedy 2015). `momentum` is the share of the running statistic that is kept at each step,
  /// so PyTorch's argument of that name is `1 - momentum`.
  @JsonTypeName("batchNormalization")
  record BatchNormalization(double epsilon, double momentum) implements Layer {
    public BatchNormalization {
      if (!(epsilon > 0) || !(momentum >= 0 && momentum < 1)) {
        throw new InvalidNetworkException(
            "Batch normalization needs epsilon > 0 and 0 <= momentum < 1, but has "
                + (epsilon + " and " + momentum + "."));
      }
    }

    /// Epsilon 1e-5, momentum 0.9: what most published CIFAR-10 recipes use.
    public static BatchNormalization standard() {
      return new BatchNormalization(1e-5, 0.9);
    }
  }

  /// An element-wise non-linearity.
  @JsonTypeName("activation")
  record Activation(Function function) implements Layer {
    /// The non-linearities of the published mobile networks.
    public enum Function {
      RELU,
      /// `min(max(x, 0), 6)`.
      RELU6,
      /// `x * RELU6(x + 3) / 6` (Howard et al. 2019).
      HARD_SWISH,
      SIGMOID
    }
  }

  /// Average or maximum over a square window. Averages do not count the padding.
  @JsonTypeName("pooling")
  record Pooling(Kind kind, int kernel, int stride) implements Layer {
    /// What is taken over the window.
    public enum Kind {
      AVERAGE,
      MAXIMUM
    }

    public Pooling {
      requireOdd("pooling kernel", kernel);
      requirePositive("A pooling's stride", stride);
    }
  }

  /// The mean of each channel: `(c, h, w)` becomes `(c, 1, 1)`.
  @JsonTypeName("globalAveragePooling")
  record GlobalAveragePooling() implements Layer {}

  /// The element-wise sum of two or more inputs of one shape.
  @JsonTypeName("add")
  record Add() implements Layer {}

  /// Inputs of one height and width, joined along their channels.
  @JsonTypeName("concatenate")
  record Concatenate() implements Layer {}

  /// The channels `from` (inclusive) to `to` (exclusive) of its input.
  @JsonTypeName("channelSplit")
  record ChannelSplit(int from, int to) implements Layer {
    public ChannelSplit {
      if (from < 0 || to <= from) {
        throw new InvalidNetworkException(
            "A channel split takes channels from..to with 0 <= from < to, but has "
                + (from + ".." + to + "."));
      }
    }
  }

  /// Transposes channels seen as `(groups, channels / groups)` (Zhang et al. 2018, section 3.1).
  @JsonTypeName("channelShuffle")
  record ChannelShuffle(int groups) implements Layer {
    public ChannelShuffle {
      requirePositive("A channel shuffle's number of groups", groups);
    }
  }

  /// Scales each channel by a gate computed from all channel means: `x * gate(W2 relu(W1 mean(x)))`
  /// with `W1` of `(reducedChannels, c)`, both with bias (Hu et al. 2018).
  @JsonTypeName("squeezeExcite")
  record SqueezeExcite(int reducedChannels, Gate gate) implements Layer {
    /// The function between 0 and 1 that closes the block.
    public enum Gate {
      SIGMOID,
      /// `RELU6(x + 3) / 6` (Howard et al. 2019).
      HARD_SIGMOID
    }

    public SqueezeExcite {
      requirePositive("A squeeze-excite's number of channels", reducedChannels);
    }
  }

  /// Zeroes elements with probability `rate` in training and scales the rest by `1 / (1 - rate)`.
  @JsonTypeName("dropout")
  record Dropout(double rate) implements Layer {
    public Dropout {
      requireRate("dropout", rate);
    }
  }

  /// Zeroes a whole path for an image in training, with a probability that the recipe scales by how
  /// deep (0 to 1) the path lies in the network (Larsson et al. 2017; NASNet's schedule).
  @JsonTypeName("dropPath")
  record DropPath(double depthFraction) implements Layer {
    public DropPath {
      if (!(depthFraction >= 0 && depthFraction <= 1)) {
        throw new InvalidNetworkException(
            "A drop-path's depth fraction lies in 0..1, but is " + depthFraction + ".");
      }
    }
  }

  /// A fully connected layer with bias over `(c, 1, 1)`; weight shape `(units, c)`.
  @JsonTypeName("linear")
  record Linear(int units) implements Layer {
    public Linear {
      requirePositive("A linear layer's number of units", units);
    }
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new InvalidNetworkException(what + " is at least 1, but is " + value + ".");
    }
  }

  private static void requireOdd(String what, int value) {
    if (value < 1 || value % 2 == 0) {
      throw new InvalidNetworkException("A " + what + " is odd, but is " + value + ".");
    }
  }

  private static void requireRate(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new InvalidNetworkException(
          "A " + what + " rate is at least 0 and less than 1, but is " + value + ".");
    }
  }
}
