package dev.archway.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Howard et al. 2017 count 1,000 classes, and as parameters batch normalization's scale and shift,
/// too.
final class MobileNetV1Test {

  /// Figures of Howard et al. 2017, tables 4, 6 and 7, in millions; the exact counts are those of
  /// the published architecture.
  @ParameterizedTest
  @CsvSource({
    "1.0, 569, 4231976, 4.2",
    "0.75, 325, 2585560, 2.6",
    "0.5, 149, 1331592, 1.3",
    "0.25, 41, 470072, 0.5"
  })
  void hasThePublishedSizesAtEveryWidth(
      double width, double multiplyAdds, long parameters, double printed) {
    var costs = imageNet(width, 224);

    assertThat(costs.multiplyAdds() / 1e6).isEqualTo(multiplyAdds, offset(0.5));
    assertThat(costs.parameters()).isEqualTo(parameters);
    assertThat(costs.parameters() / 1e6).isEqualTo(printed, offset(0.05));
  }

  /// Figures of Howard et al. 2017, table 7, in millions. At 160 the paper prints 290 for what is
  /// 290.7; TF-slim's `mobilenet_v1.md` prints 291.
  @ParameterizedTest
  @CsvSource({"192, 418", "160, 291", "128, 186"})
  void hasThePublishedMultiplyAddsAtOtherResolutions(int side, double millions) {
    var costs = imageNet(1.0, side);

    assertThat(costs.multiplyAdds() / 1e6).isEqualTo(millions, offset(0.5));
    assertThat(costs.parameters()).isEqualTo(imageNet(1.0, 224).parameters());
  }

  /// Howard et al. 2017, table 2, which counts the classifier apart.
  @Test
  void spendsAlmostAllMultiplyAddsInPointwiseConvolutions() {
    var network = MobileNetV1.imageNet(1.0).network();
    double pointwise =
        network.nodes().stream()
            .filter(node ->
                node.layer() instanceof Layer.Convolution c
                    && c.kernelHeight() == 1
                    && c.groups() == 1)
            .mapToDouble(node ->
                (double) network.shape(node.name()).elements()
                    * network.inputShape(node).channels())
            .sum();

    assertThat(100 * pointwise / Costs.of(network).multiplyAdds()).isEqualTo(94.9, offset(0.05));
  }

  @Test
  void keepsSevenBySevenPositionsOfAnImageNetImageAndTwoByTwoOfACifarOne() {
    assertThat(lastMap(MobileNetV1.imageNet(1.0).network()))
        .isEqualTo(new FeatureShape(1024, 7, 7));
    assertThat(lastMap(MobileNetV1.cifar(1.0).network())).isEqualTo(new FeatureShape(1024, 2, 2));
  }

  /// Counted by hand from `kuangliu/pytorch-cifar`'s layers; it prints no size.
  @Test
  void hasTheSizeOfTheUsualFormForCifar() {
    assertThat(Costs.of(MobileNetV1.cifar(1.0).network()))
        .isEqualTo(new Costs(46_354_432, 3_217_226));
  }

  @Test
  void isNamedAfterItsWidth() {
    assertThat(MobileNetV1.imageNet(0.5).text()).isEqualTo("mobilenet-v1-x0.5");
    assertThat(MobileNetV1.cifar(0.5).text()).isEqualTo("mobilenet-v1-x0.5");
  }

  @Test
  void refusesAWidthThatIsNone() {
    assertThatThrownBy(() -> MobileNetV1.imageNet(-0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A width multiplier lies above 0 and at most at 10, but is -0.5.");
  }

  private static FeatureShape lastMap(Network network) {
    return network.shape("layer13.pointwise.act");
  }

  private static Costs imageNet(double width, int side) {
    return Costs.of(MobileNetV1.imageNet(width).expand(new FeatureShape(3, side, side), 1000));
  }
}
