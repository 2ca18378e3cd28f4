package dev.archway.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import org.junit.jupiter.api.Test;

final class OperationKindTest {
  private static final FeatureShape FOUR_CHANNELS = new FeatureShape(4, 8, 8);

  @Test
  void aConvolutionWithAGroupForEachChannelIsDepthwiseWhateverItsKernel() {
    assertThat(kindOf(Layer.Convolution.depthwise(4, 3, 1)))
        .isEqualTo(OperationKind.DEPTHWISE_CONVOLUTION);
    assertThat(kindOf(Layer.Convolution.depthwise(4, 1, 1)))
        .isEqualTo(OperationKind.DEPTHWISE_CONVOLUTION);
    assertThat(kindOf(new Layer.Convolution(8, 1, 7, 1, 1, 4, false)))
        .isEqualTo(OperationKind.DEPTHWISE_CONVOLUTION);
  }

  @Test
  void aConvolutionOverOnePositionIsPointwiseEvenInGroups() {
    assertThat(kindOf(Layer.Convolution.pointwise(8)))
        .isEqualTo(OperationKind.POINTWISE_CONVOLUTION);
    assertThat(kindOf(new Layer.Convolution(8, 1, 1, 2, 1, 2, true)))
        .isEqualTo(OperationKind.POINTWISE_CONVOLUTION);
  }

  @Test
  void anyOtherConvolutionIsOther() {
    assertThat(kindOf(Layer.Convolution.square(4, 3, 1)))
        .isEqualTo(OperationKind.OTHER_CONVOLUTION);
    assertThat(kindOf(new Layer.Convolution(4, 3, 3, 1, 1, 2, false)))
        .isEqualTo(OperationKind.OTHER_CONVOLUTION);
    assertThat(kindOf(new Layer.Convolution(4, 1, 7, 1, 1, 1, false)))
        .isEqualTo(OperationKind.OTHER_CONVOLUTION);
  }

  /// With one channel there is nothing to be apart from.
  @Test
  void aConvolutionOfASingleChannelIsNotDepthwise() {
    var channel = new FeatureShape(1, 8, 8);

    assertThat(OperationKind.of(Layer.Convolution.square(1, 3, 1), channel))
        .isEqualTo(OperationKind.OTHER_CONVOLUTION);
  }

  @Test
  void refusesWhatOnlyTrainingHas() {
    assertThatThrownBy(() -> kindOf(new Layer.Dropout(0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Layer Dropout[rate=0.5] is for training only and no operation on a device.");
  }

  private static OperationKind kindOf(Layer layer) {
    return OperationKind.of(layer, FOUR_CHANNELS);
  }
}
