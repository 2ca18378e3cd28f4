package dev.archway.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MobileNetV2Test {

  /// The count of the published PyTorch weights, and `300 M` of Sandler et al. 2018, table 4.
  @Test
  void hasThePublishedSizeAtFullWidth() {
    var costs = imageNet(1.0, 224);

    assertThat(costs.parameters()).isEqualTo(3_504_872);
    assertThat(costs.multiplyAdds() / 1e6).isEqualTo(300.8, offset(0.05));
  }

  /// Figures of TF-slim's `nets/mobilenet` README, in millions.
  @ParameterizedTest
  @CsvSource({"1.4, 582", "1.3, 509", "0.75, 209", "0.5, 97", "0.35, 59"})
  void hasThePublishedMultiplyAddsAtOtherWidths(double width, double millions) {
    assertThat(imageNet(width, 224).multiplyAdds() / 1e6).isEqualTo(millions, offset(0.5));
  }

  @Test
  void headGrowsWithWidthsAboveOneOnly() {
    assertThat(imageNet(1.4, 224).parameters()).isEqualTo(6_108_776);
    assertThat(MobileNetV2.imageNet(0.5).head().filters()).isEqualTo(1280);
    assertThat(MobileNetV2.imageNet(1.4).head().filters()).isEqualTo(1792);
  }

  @Test
  void resolutionChangesMultiplyAddsButNoParameter() {
    assertThat(imageNet(1.0, 96).parameters()).isEqualTo(imageNet(1.0, 224).parameters());
    assertThat(imageNet(1.0, 96).multiplyAdds()).isLessThan(imageNet(1.0, 128).multiplyAdds());
  }

  /// Figures of `chenyaofo/pytorch-cifar-models`, in millions as printed there.
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.70, 28.0, 0.05",
    "0.75, 1.37, 59.3, 0.05",
    "1.0, 2.24, 88.0, 0.05",
    "1.4, 4.33, 170, 0.5"
  })
  void hasThePublishedSizesForCifar(
      double width, double parameters, double multiplyAdds, double printed) {
    var costs = Costs.of(MobileNetV2.cifar(width).expand(new FeatureShape(3, 32, 32), 10));

    assertThat(costs.parameters() / 1e6).isEqualTo(parameters, offset(0.005));
    assertThat(costs.multiplyAdds() / 1e6).isEqualTo(multiplyAdds, offset(printed));
  }

  @Test
  void keepsSevenBySevenPositionsOfAnImageNetImageAndFourByFourOfACifarOne() {
    assertThat(lastMap(MobileNetV2.imageNet(1.0).expand(new FeatureShape(3, 224, 224), 1000)))
        .isEqualTo(new FeatureShape(1280, 7, 7));
    assertThat(lastMap(MobileNetV2.cifar(1.0).expand(new FeatureShape(3, 32, 32), 10)))
        .isEqualTo(new FeatureShape(1280, 4, 4));
  }

  @Test
  void channelsAreMultiplesOfEightAtEveryWidth() {
    for (int percent = 10; percent <= 300; percent += 5) {
      for (var stage : MobileNetV2.cifar(percent / 100.0).stages()) {
        assertThat(stage.filters() % 8).isZero();
        assertThat(stage.filters()).isPositive();
      }
    }
  }

  @Test
  void refusesAWidthThatIsNone() {
    assertThatThrownBy(() -> MobileNetV2.cifar(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A width multiplier lies above 0 and at most at 10, but is 0.0.");
    assertThatThrownBy(() -> MobileNetV2.imageNet(Double.NaN))
        .hasMessage("A width multiplier lies above 0 and at most at 10, but is NaN.");
  }

  private static FeatureShape lastMap(Network network) {
    return network.shape("head.act");
  }

  private static Costs imageNet(double width, int side) {
    return Costs.of(MobileNetV2.imageNet(width).expand(new FeatureShape(3, side, side), 1000));
  }
}
