package dev.archway.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All sources count batch normalization's scale and shift as parameters; none counts poolings,
/// splits and shuffles.
final class ShuffleNetV2Test {

  /// The counts of torchvision's form with 1,000 classes; `megvii-model/ShuffleNet-Series` prints
  /// 1.4, 2.3, 3.5 and 7.4M parameters.
  @ParameterizedTest
  @CsvSource({
    "0.5, 40.5, 1366792, 1.4",
    "1.0, 144.9, 2278604, 2.3",
    "1.5, 295.8, 3503624, 3.5",
    "2.0, 583.3, 7393996, 7.4"
  })
  void hasThePublishedSizes(double width, double multiplyAdds, long parameters, double printed) {
    var costs = Costs.of(ShuffleNetV2.imageNet(width).network());

    assertThat(costs.multiplyAdds() / 1e6).isEqualTo(multiplyAdds, offset(0.05));
    assertThat(costs.parameters()).isEqualTo(parameters);
    assertThat(costs.parameters() / 1e6).isEqualTo(printed, offset(0.05));
  }

  /// Ma et al. 2018, table 5, in millions. In the authors' code the first unit's left branch keeps
  /// its 24 channels and the right one gives all others; with what that adds at its 28x28
  /// positions, and global pooling counted at one an element (without it x0.5 is 40.47), the
  /// printed figures come out.
  @ParameterizedTest
  @CsvSource({"0.5, 41", "1.0, 146", "1.5, 299", "2.0, 591"})
  void differsFromThePapersCountByItsFirstUnitAndPooling(double width, double millions) {
    var network = ShuffleNetV2.imageNet(width).network();
    int half = network.shape("stage2.unit1.left.pointwise.act").channels();
    int equal = 24 * half + half * half;
    int unequal = 24 * 24 + half * (2 * half - 24);

    long first = 28L * 28 * (unequal - equal);
    long pooling = network.shape("head.act").elements();

    double counted = (Costs.of(network).multiplyAdds() + first + pooling) / 1e6;
    assertThat(counted).isEqualTo(millions, offset(0.5));
  }

  /// Figures of `chenyaofo/pytorch-cifar-models` with 10 classes, in millions as printed there.
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.35, 10.9, 0.05",
    "1.0, 1.26, 45.0, 0.05",
    "1.5, 2.49, 94.3, 0.05",
    "2.0, 5.37, 188, 0.5"
  })
  void hasThePublishedSizesForCifar(
      double width, double parameters, double multiplyAdds, double printed) {
    var costs = Costs.of(ShuffleNetV2.cifar(width).network());

    assertThat(costs.parameters() / 1e6).isEqualTo(parameters, offset(0.005));
    assertThat(costs.multiplyAdds() / 1e6).isEqualTo(multiplyAdds, offset(printed));
  }

  /// Ma et al. 2018, table 5.
  @Test
  void stagesHaveThePublishedShapes() {
    var network = ShuffleNetV2.imageNet(1.0).network();

    assertThat(network.shape("stem.pool")).isEqualTo(new FeatureShape(24, 56, 56));
    assertThat(network.shape("stage2.unit4.shuffle")).isEqualTo(new FeatureShape(116, 28, 28));
    assertThat(network.shape("stage3.unit8.shuffle")).isEqualTo(new FeatureShape(232, 14, 14));
    assertThat(network.shape("stage4.unit4.shuffle")).isEqualTo(new FeatureShape(464, 7, 7));
    assertThat(network.shape("head.act")).isEqualTo(new FeatureShape(1024, 7, 7));
  }

  @Test
  void keepsFourByFourPositionsOfACifarImage() {
    assertThat(ShuffleNetV2.cifar(1.0).network().shape("head.act"))
        .isEqualTo(new FeatureShape(1024, 4, 4));
  }

  @Test
  void aBasicUnitPassesHalfOfItsChannelsBy() {
    var network = ShuffleNetV2.imageNet(0.5).network();

    assertThat(network.shape("stage2.unit2.left")).isEqualTo(new FeatureShape(24, 28, 28));
    assertThat(network.shape("stage2.unit2.right")).isEqualTo(new FeatureShape(24, 28, 28));
  }

  @Test
  void refusesAWidthThatThePaperDoesNotHave() {
    for (var form :
        List.<Runnable>of(() -> ShuffleNetV2.imageNet(0.75), () -> ShuffleNetV2.cifar(0.75))) {
      assertThatThrownBy(form::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("ShuffleNetV2 has the widths [0.5, 1.0, 1.5, 2.0], but is asked for 0.75.");
    }
  }
}
