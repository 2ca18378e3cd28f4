package dev.archway.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LayerTextTest {
  @Test
  void layersThatComputeDifferentThingsReadDifferently() {
    var layers =
        List.of(
            new Layer.Convolution(8, 3, 5, 1, 1, 1, false),
            new Layer.Convolution(8, 5, 3, 1, 1, 1, false),
            new Layer.Convolution(16, 3, 5, 1, 1, 1, false),
            new Layer.Convolution(8, 3, 5, 2, 1, 1, false),
            new Layer.Convolution(8, 3, 5, 1, 2, 1, false),
            new Layer.Convolution(8, 3, 5, 1, 1, 2, false),
            new Layer.Convolution(8, 3, 5, 1, 1, 1, true),
            new Layer.BatchNormalization(1e-5, 0.9),
            new Layer.BatchNormalization(1e-3, 0.9),
            new Layer.BatchNormalization(1e-5, 0.99),
            new Layer.Activation(Layer.Activation.Function.RELU),
            new Layer.Activation(Layer.Activation.Function.RELU6),
            new Layer.Activation(Layer.Activation.Function.HARD_SWISH),
            new Layer.Activation(Layer.Activation.Function.SIGMOID),
            new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 1),
            new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 3, 1),
            new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 5, 1),
            new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 3, 2),
            new Layer.GlobalAveragePooling(),
            new Layer.Add(),
            new Layer.Concatenate(),
            new Layer.ChannelSplit(0, 4),
            new Layer.ChannelSplit(1, 4),
            new Layer.ChannelSplit(0, 5),
            new Layer.ChannelShuffle(2),
            new Layer.ChannelShuffle(4),
            new Layer.SqueezeExcite(4, Layer.SqueezeExcite.Gate.SIGMOID),
            new Layer.SqueezeExcite(8, Layer.SqueezeExcite.Gate.SIGMOID),
            new Layer.SqueezeExcite(4, Layer.SqueezeExcite.Gate.HARD_SIGMOID),
            new Layer.Dropout(0.1),
            new Layer.Dropout(0.2),
            new Layer.DropPath(0.1),
            new Layer.DropPath(0.2),
            new Layer.Linear(10),
            new Layer.Linear(100));

    assertThat(layers.stream().map(LayerText::of).collect(Collectors.toSet()))
        .hasSameSizeAs(layers);
  }
}
