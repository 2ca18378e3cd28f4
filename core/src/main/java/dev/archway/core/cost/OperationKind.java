package dev.archway.core.cost;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;

/// What an engineer groups the layers of a network by when asking where its cost comes from, as
/// Howard et al. 2017 do in table 2. Every layer that runs on a device is of exactly one kind.
public enum OperationKind {
  /// A 1x1 convolution that mixes channels, in groups or not.
  POINTWISE_CONVOLUTION("1x1 convolution"),
  /// A convolution of any kernel with a group for each of its two or more input channels.
  DEPTHWISE_CONVOLUTION("depthwise convolution"),
  OTHER_CONVOLUTION("other convolution"),
  LINEAR("linear"),
  SQUEEZE_EXCITE("squeeze-excite"),
  BATCH_NORMALIZATION("batch normalization"),
  ACTIVATION("activation"),
  /// Over a window or over the whole feature map.
  POOLING("pooling"),
  /// Sums and concatenations.
  JOINING("joining"),
  /// Channel splits and shuffles: nothing is computed, only moved.
  REARRANGEMENT("channel rearrangement");

  private final String text;

  OperationKind(String text) {
    this.text = text;
  }

  /// The name in tables and JSON: `1x1 convolution`.
  @JsonValue
  public String text() {
    return text;
  }

  /// The kind of a layer that reads `in`; refuses what only training has.
  public static OperationKind of(Layer layer, FeatureShape in) {
    return switch (layer) {
      case Layer.Convolution c when isDepthwise(c, in) -> DEPTHWISE_CONVOLUTION;
      case Layer.Convolution c when c.kernelHeight() == 1 && c.kernelWidth() == 1 ->
          POINTWISE_CONVOLUTION;
      case Layer.Convolution _ -> OTHER_CONVOLUTION;
      case Layer.Linear _ -> LINEAR;
      case Layer.SqueezeExcite _ -> SQUEEZE_EXCITE;
      case Layer.BatchNormalization _ -> BATCH_NORMALIZATION;
      case Layer.Activation _ -> ACTIVATION;
      case Layer.Pooling _, Layer.GlobalAveragePooling _ -> POOLING;
      case Layer.Add _, Layer.Concatenate _ -> JOINING;
      case Layer.ChannelSplit _, Layer.ChannelShuffle _ -> REARRANGEMENT;
      case Layer.Dropout _, Layer.DropPath _ ->
          throw new IllegalArgumentException(
              "Layer " + layer + " is for training only and no operation on a device.");
    };
  }

  private static boolean isDepthwise(Layer.Convolution convolution, FeatureShape in) {
    return convolution.groups() > 1 && convolution.groups() == in.channels();
  }
}
