package dev.archway.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import org.junit.jupiter.api.Test;

/// Zoph et al. 2018, tables 1 and 2. Batch normalization's scale and shift are counted, the
/// auxiliary head is not.
final class NasNetATest {
  private static final FeatureShape IMAGENET = new FeatureShape(3, 224, 224);
  private static final FeatureShape CIFAR = new FeatureShape(3, 32, 32);

  /// 5.3M and 564M with 1,000 classes; the count of the published Keras weights is 5,289,978
  /// trained numbers.
  @Test
  void mobileHasThePublishedSize() {
    var costs = Costs.of(NasNetA.imageNet().expand(IMAGENET, 1000));

    assertThat(costs.parameters()).isEqualTo(5_289_978);
    assertThat(costs.multiplyAdds() / 1e6).isEqualTo(564, offset(0.5));
  }

  /// 3.3M with 10 classes.
  @Test
  void sixAt768HasThePublishedSize() {
    var costs = Costs.of(NasNetA.cifar().expand(CIFAR, 10));

    assertThat(costs.parameters() / 1e6).isEqualTo(3.3, offset(0.05));
  }

  /// "@ 1056" and "@ 768" are the filters of the penultimate layer.
  @Test
  void thePenultimateLayerHasTheFiltersOfItsName() {
    assertThat(NasNetA.imageNet().expand(IMAGENET, 1000).shape("pool").channels()).isEqualTo(1056);
    assertThat(NasNetA.cifar().expand(CIFAR, 10).shape("pool").channels()).isEqualTo(768);
    assertThat(NasNetA.imageNet().expand(IMAGENET, 1000).shape("relu"))
        .isEqualTo(new FeatureShape(1056, 7, 7));
  }

  @Test
  void trainingHasScoresAtTwoThirdsOfTheDepth() {
    var network = NasNetA.cifar().expand(CIFAR, 10);

    assertThat(network.auxiliary()).containsExactly("auxiliary.classifier");
    assertThat(network.forInference().nodes())
        .noneMatch(n -> n.name().startsWith("auxiliary") || n.name().endsWith(".drop"));
  }
}
