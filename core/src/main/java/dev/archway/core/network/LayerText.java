package dev.archway.core.network;

import java.util.Locale;

/// A layer in one short line, for people, for messages and for the canonical hash: two layers have
/// the same text exactly if they compute the same function of the same parameters.
public final class LayerText {
  private LayerText() {}

  public static String of(Layer layer) {
    return switch (layer) {
      case Layer.Convolution c -> convolution(c);
      case Layer.BatchNormalization b -> "bn e" + b.epsilon() + " m" + b.momentum();
      case Layer.Activation a -> name(a.function());
      case Layer.Pooling p ->
          name(p.kind()) + "-pool " + p.kernel() + "x" + p.kernel() + " s" + p.stride();
      case Layer.GlobalAveragePooling _ -> "global-average-pool";
      case Layer.Add _ -> "add";
      case Layer.Concatenate _ -> "concatenate";
      case Layer.ChannelSplit s -> "channels " + s.from() + ".." + s.to();
      case Layer.ChannelShuffle s -> "shuffle g" + s.groups();
      case Layer.SqueezeExcite s -> "squeeze-excite " + s.reducedChannels() + " " + name(s.gate());
      case Layer.Dropout d -> "dropout " + d.rate();
      case Layer.DropPath d -> "drop-path " + d.depthFraction();
      case Layer.Linear l -> "linear " + l.units();
    };
  }

  /// Without a formatter: an identity is asked for thousands of networks a second.
  private static String convolution(Layer.Convolution c) {
    return "conv "
        + c.kernelHeight()
        + "x"
        + c.kernelWidth()
        + " f"
        + c.filters()
        + " s"
        + c.stride()
        + " d"
        + c.dilation()
        + " g"
        + c.groups()
        + (c.bias() ? " bias" : "");
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
