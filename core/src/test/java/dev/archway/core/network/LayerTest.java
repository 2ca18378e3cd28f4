package dev.archway.core.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LayerTest {
  @Test
  void refusesAnEvenOrMissingKernel() {
    refused(() -> Layer.Convolution.square(8, 4, 1), "A convolution kernel is odd, but is 4.");
    refused(
        () -> new Layer.Convolution(8, 3, 0, 1, 1, 1, false),
        "A convolution kernel is odd, but is 0.");
    refused(
        () -> new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 2, 2),
        "A pooling kernel is odd, but is 2.");
  }

  @Test
  void refusesCountsBelowOne() {
    refused(
        () -> Layer.Convolution.pointwise(0),
        "A convolution's number of filters is at least 1, but is 0.");
    refused(
        () -> Layer.Convolution.square(8, 3, 0), "A convolution's stride is at least 1, but is 0.");
    refused(
        () -> new Layer.Convolution(8, 3, 3, 1, -2, 1, false),
        "A convolution's dilation is at least 1, but is -2.");
    refused(
        () -> new Layer.Convolution(8, 3, 3, 1, 1, 0, false),
        "A convolution's number of groups is at least 1, but is 0.");
    refused(
        () -> new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 0),
        "A pooling's stride is at least 1, but is 0.");
    refused(
        () -> new Layer.ChannelShuffle(0),
        "A channel shuffle's number of groups is at least 1, but is 0.");
    refused(
        () -> new Layer.SqueezeExcite(0, Layer.SqueezeExcite.Gate.SIGMOID),
        "A squeeze-excite's number of channels is at least 1, but is 0.");
    refused(
        () -> new Layer.Linear(-1), "A linear layer's number of units is at least 1, but is -1.");
  }

  @Test
  void refusesFiltersThatItsGroupsDoNotDivide() {
    refused(
        () -> new Layer.Convolution(10, 3, 3, 1, 1, 4, false),
        "A convolution's filters are divisible by its groups, but 10 filters have 4 groups.");
  }

  @Test
  void refusesRatesThatAreNoProbability() {
    refused(
        () -> new Layer.Dropout(1), "A dropout rate is at least 0 and less than 1, but is 1.0.");
    refused(
        () -> new Layer.Dropout(Double.NaN),
        "A dropout rate is at least 0 and less than 1, but is NaN.");
    refused(
        () -> new Layer.DropPath(1.5), "A drop-path's depth fraction lies in 0..1, but is 1.5.");
    refused(
        () -> new Layer.BatchNormalization(0, 0.9),
        "Batch normalization needs epsilon > 0 and 0 <= momentum < 1, but has 0.0 and 0.9.");
    refused(
        () -> new Layer.BatchNormalization(1e-5, 1),
        "Batch normalization needs epsilon > 0 and 0 <= momentum < 1, but has 1.0E-5 and 1.0.");
  }

  @Test
  void refusesAnEmptySplit() {
    refused(
        () -> new Layer.ChannelSplit(4, 4),
        "A channel split takes channels from..to with 0 <= from < to, but has 4..4.");
    refused(
        () -> new Layer.ChannelSplit(-1, 4),
        "A channel split takes channels from..to with 0 <= from < to, but has -1..4.");
  }

  @Test
  void refusesAnEmptyFeatureMap() {
    refused(
        () -> new FeatureShape(3, 0, 32),
        "A feature map has at least one channel, row and column, but is 3x0x32.");
  }

  private static void refused(Runnable build, String message) {
    assertThatThrownBy(build::run).isInstanceOf(InvalidNetworkException.class).hasMessage(message);
  }
}
