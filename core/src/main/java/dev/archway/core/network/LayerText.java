package dev.archway.core.network;

import java.util.Locale;

/// A layer in one short line, for people, for messages and for the canonical hash: two layers have
/// the same text exactly if they compute the same function of the same parameters.
public final class LayerText {
  private LayerText() {}

  public static String of(Layer layer) {
    return switch (layer) {
      case Layer.Convolution c ->
          String.format(
              Locale.ROOT,
              "conv %dx%d f%d s%d d%d g%d%s",
              c.kernelHeight(),
              c.kernelWidth(),
              c.filters(),
              c.stride(),
              c.dilation(),
              c.groups(),
              c.bias() ? " bias" : "");
      case Layer.BatchNormalization b -> "bn e" + b.epsilon() + " m" + b.momentum();
      case Layer.Activation a -> a.function().name().toLowerCase(Locale.ROOT);
      case Layer.Pooling p ->
          String.format(
              Locale.ROOT,
              "%s-pool %dx%d s%d",
              p.kind().name().toLowerCase(Locale.ROOT),
              p.kernel(),
              p.kernel(),
              p.stride());
      case Layer.GlobalAveragePooling _ -> "global-average-pool";
      case Layer.Add _ -> "add";
      case Layer.Concatenate _ -> "concatenate";
      case Layer.ChannelSplit s -> "channels " + s.from() + ".." + s.to();
      case Layer.ChannelShuffle s -> "shuffle g" + s.groups();
      case Layer.SqueezeExcite s ->
          "squeeze-excite " + s.reducedChannels() + " " + s.gate().name().toLowerCase(Locale.ROOT);
      case Layer.Dropout d -> "dropout " + d.rate();
      case Layer.DropPath d -> "drop-path " + d.depthFraction();
      case Layer.Linear l -> "linear " + l.units();
    };
  }
}
