package dev.archway.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ShapeInferenceTest {
  private static final FeatureShape IMAGE = new FeatureShape(12, 7, 10);

  @Test
  void convolutionTakesItsFiltersAndKeepsTheResolutionAtStrideOne() {
    assertThat(infer(Layer.Convolution.square(24, 5, 1), IMAGE))
        .isEqualTo(new FeatureShape(24, 7, 10));
    assertThat(infer(new Layer.Convolution(24, 1, 7, 1, 3, 4, true), IMAGE))
        .isEqualTo(new FeatureShape(24, 7, 10));
  }

  @Test
  void strideDividesEachSideRoundedUp() {
    assertThat(infer(Layer.Convolution.square(24, 3, 2), IMAGE))
        .isEqualTo(new FeatureShape(24, 4, 5));
    assertThat(infer(new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 3, 4), IMAGE))
        .isEqualTo(new FeatureShape(12, 2, 3));
  }

  /// What engines compute from padding `d(k-1)/2` on both sides: `(n + 2p - d(k-1) - 1) / s + 1`.
  @Test
  void everyStridedShapeIsWhatSymmetricPaddingGives() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      int kernel = 1 + 2 * random.nextInt(5);
      int dilation = 1 + random.nextInt(4);
      int stride = 1 + random.nextInt(5);
      int side = 1 + random.nextInt(300);
      int padding = dilation * (kernel - 1) / 2;
      int expected = (side + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;

      assertThat(
              infer(
                  new Layer.Convolution(4, kernel, kernel, stride, dilation, 1, false),
                  new FeatureShape(3, side, side)))
          .isEqualTo(new FeatureShape(4, expected, expected));
    }
  }

  @Test
  void elementWiseLayersKeepTheShape() {
    for (var layer :
        new Layer[] {
          Layer.BatchNormalization.standard(),
          new Layer.Activation(Layer.Activation.Function.HARD_SWISH),
          new Layer.SqueezeExcite(3, Layer.SqueezeExcite.Gate.HARD_SIGMOID),
          new Layer.Dropout(0.2),
          new Layer.DropPath(0.5),
          new Layer.ChannelShuffle(3)
        }) {
      assertThat(infer(layer, IMAGE)).as(LayerText.of(layer)).isEqualTo(IMAGE);
    }
  }

  @Test
  void globalAveragePoolingLeavesOneNumberAChannel() {
    assertThat(infer(new Layer.GlobalAveragePooling(), IMAGE))
        .isEqualTo(new FeatureShape(12, 1, 1));
  }

  @Test
  void aSumHasTheShapeOfItsInputs() {
    assertThat(infer(new Layer.Add(), IMAGE, IMAGE, IMAGE)).isEqualTo(IMAGE);
  }

  @Test
  void joiningAddsChannels() {
    assertThat(infer(new Layer.Concatenate(), IMAGE, new FeatureShape(5, 7, 10)))
        .isEqualTo(new FeatureShape(17, 7, 10));
    assertThat(infer(new Layer.Concatenate(), IMAGE)).isEqualTo(IMAGE);
  }

  @Test
  void aSplitTakesItsShareOfTheChannels() {
    assertThat(infer(new Layer.ChannelSplit(4, 12), IMAGE)).isEqualTo(new FeatureShape(8, 7, 10));
  }

  @Test
  void splittingAndJoiningGivesTheChannelsBack() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < 1_000; i++) {
      var whole = new FeatureShape(2 + random.nextInt(500), 4, 4);
      int cut = 1 + random.nextInt(whole.channels() - 1);
      var parts = new ArrayList<FeatureShape>();
      parts.add(infer(new Layer.ChannelSplit(0, cut), whole));
      parts.add(infer(new Layer.ChannelSplit(cut, whole.channels()), whole));

      assertThat(infer(new Layer.Concatenate(), parts.toArray(FeatureShape[]::new)))
          .isEqualTo(whole);
    }
  }

  @Test
  void aLinearLayerGivesAVectorOfItsUnits() {
    assertThat(infer(new Layer.Linear(10), new FeatureShape(64, 1, 1)))
        .isEqualTo(new FeatureShape(10, 1, 1));
  }

  @Test
  void refusesGroupsThatDoNotDivideTheInput() {
    refused(
        "Node odd (conv 3x3 f10 s1 d1 g5) reads [12x7x10],"
            + " but its input channels must be divisible by its 5 groups.",
        new Layer.Convolution(10, 3, 3, 1, 1, 5, false),
        IMAGE);
    refused(
        "Node odd (shuffle g5) reads [12x7x10],"
            + " but its channels must be divisible by its 5 groups.",
        new Layer.ChannelShuffle(5),
        IMAGE);
  }

  @Test
  void refusesASumOfOneOrOfDifferentShapes() {
    refused(
        "Node odd (add) reads [12x7x10], but a sum has at least two inputs.",
        new Layer.Add(),
        IMAGE);
    refused(
        "Node odd (add) reads [12x7x10, 12x7x9], but a sum's inputs share one shape.",
        new Layer.Add(),
        IMAGE,
        new FeatureShape(12, 7, 9));
  }

  @Test
  void refusesJoiningDifferentResolutions() {
    refused(
        "Node odd (concatenate) reads [12x7x10, 12x8x10],"
            + " but joined inputs share height and width.",
        new Layer.Concatenate(),
        IMAGE,
        new FeatureShape(12, 8, 10));
  }

  @Test
  void refusesASplitBeyondTheChannels() {
    refused(
        "Node odd (channels 6..13) reads [12x7x10], but it takes channels 6..13.",
        new Layer.ChannelSplit(6, 13),
        IMAGE);
  }

  @Test
  void refusesALinearLayerOverAMap() {
    refused(
        "Node odd (linear 10) reads [12x7x10], but a linear layer reads a vector.",
        new Layer.Linear(10),
        IMAGE);
  }

  @Test
  void refusesASecondInputWhereALayerTakesOne() {
    for (var layer :
        new Layer[] {
          Layer.Convolution.pointwise(4),
          Layer.BatchNormalization.standard(),
          new Layer.Activation(Layer.Activation.Function.RELU),
          new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 1),
          new Layer.GlobalAveragePooling(),
          new Layer.ChannelSplit(0, 1),
          new Layer.ChannelShuffle(2),
          new Layer.SqueezeExcite(3, Layer.SqueezeExcite.Gate.SIGMOID),
          new Layer.Dropout(0.5),
          new Layer.DropPath(1),
          new Layer.Linear(3)
        }) {
      refused(
          "Node odd ("
              + LayerText.of(layer)
              + ") reads [12x7x10, 12x7x10], but it takes exactly one input.",
          layer,
          IMAGE,
          IMAGE);
    }
  }

  private static FeatureShape infer(Layer layer, FeatureShape... inputs) {
    return ShapeInference.infer(node(layer, inputs), Arrays.asList(inputs));
  }

  private static void refused(String message, Layer layer, FeatureShape... inputs) {
    assertThatThrownBy(() -> infer(layer, inputs))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(message);
  }

  private static Node node(Layer layer, FeatureShape... inputs) {
    return new Node("odd", layer, Arrays.stream(inputs).map(FeatureShape::toString).toList());
  }
}
