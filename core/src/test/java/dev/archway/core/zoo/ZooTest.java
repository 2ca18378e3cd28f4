package dev.archway.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.network.FeatureShape;
import org.junit.jupiter.api.Test;

final class ZooTest {
  @Test
  void knowsEveryNetworkItNames() {
    for (var name : Zoo.names()) {
      assertThat(Zoo.named(name, 0.5, new FeatureShape(3, 32, 32))).isPresent();
    }
    assertThat(Zoo.named("mobilenet-v99", 1, new FeatureShape(3, 32, 32))).isEmpty();
  }

  @Test
  void takesTheFormForTheSizeOfTheImage() {
    assertThat(Zoo.named(MobileNetV2.NAME, 1, new FeatureShape(3, 32, 32)))
        .contains(MobileNetV2.cifar(1));
    assertThat(Zoo.named(MobileNetV2.NAME, 1, new FeatureShape(3, 224, 224)))
        .contains(MobileNetV2.imageNet(1));
  }
}
