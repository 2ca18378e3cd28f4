package dev.archway.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Node;
import dev.archway.core.transformation.WidthMultiplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `chenyaofo/pytorch-cifar-models` counts 10 classes, and as parameters batch normalization's
/// scale and shift, too.
final class ResNetTest {

  /// Figures of `chenyaofo/pytorch-cifar-models`, in millions as printed there; He et al. 2016,
  /// table 6 print 0.27M and 0.85M with shortcuts without parameters.
  @ParameterizedTest
  @CsvSource({"20, 0.27, 40.8, 0.05", "56, 0.86, 126, 0.5"})
  void hasThePublishedSize(int depth, double parameters, double multiplyAdds, double printed) {
    var costs = Costs.of(ResNet.cifar(depth, 1.0).network());

    assertThat(costs.parameters() / 1e6).isEqualTo(parameters, offset(0.005));
    assertThat(costs.multiplyAdds() / 1e6).isEqualTo(multiplyAdds, offset(printed));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 56})
  void hasAsManyLayersAsItsNameSays(int depth) {
    long layers =
        ResNet.cifar(depth, 1.0).network().nodes().stream()
            .filter(
                n -> n.layer() instanceof Layer.Convolution || n.layer() instanceof Layer.Linear)
            .filter(n -> !n.name().contains("shortcut"))
            .count();

    assertThat(layers).isEqualTo(depth);
  }

  @Test
  void shortcutsHaveAConvolutionWhereShapesDifferOnly() {
    var shortcuts =
        ResNet.cifar(20, 1.0).network().nodes().stream()
            .map(Node::name)
            .filter(name -> name.endsWith("shortcut.conv"));

    assertThat(shortcuts)
        .containsExactly("stage2.block1.shortcut.conv", "stage3.block1.shortcut.conv");
  }

  @Test
  void keepsEightByEightPositions() {
    assertThat(ResNet.cifar(56, 1.0).network().shape("stage3.block9.act"))
        .isEqualTo(new FeatureShape(64, 8, 8));
  }

  @Test
  void isAtEveryWidthWhatTheWidthMultiplierMakesOfIt() {
    var full = ResNet.cifar(20, 1.0).network();

    assertThat(ResNet.cifar(20, 0.5).network().nodes())
        .isEqualTo(WidthMultiplier.apply(full, 0.5).nodes());
    assertThat(ResNet.cifar(20, 0.5).text()).isEqualTo("resnet-20-x0.5");
  }

  @Test
  void refusesADepthThatThreeEqualStagesCannotHave() {
    for (int depth : new int[] {2, 18, 51}) {
      assertThatThrownBy(() -> ResNet.cifar(depth, 1.0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "A ResNet for 32x32 images has 6n + 2 layers with n of at least 1, but is asked for "
                  + (depth + "."));
    }
  }
}
