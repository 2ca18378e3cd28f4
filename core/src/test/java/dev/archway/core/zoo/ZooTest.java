package dev.archway.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.network.FeatureShape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ZooTest {
  private static final FeatureShape SMALL = new FeatureShape(3, 32, 32);
  private static final FeatureShape LARGE = new FeatureShape(3, 224, 224);

  @Test
  void knowsEveryNetworkItNamesAtEveryPublishedWidth() {
    for (var known : Zoo.known()) {
      for (double width : known.widths()) {
        for (var image : List.of(SMALL, LARGE)) {
          var network = Zoo.named(known.name(), width, image).orElseThrow().expand(image, 7);

          assertThat(network.name()).isEqualTo(known.name() + "-x" + width);
          assertThat(network.shape(network.output())).isEqualTo(new FeatureShape(7, 1, 1));
        }
      }
    }
    assertThat(Zoo.named("mobilenet-v99", 1, SMALL)).isEmpty();
  }

  @Test
  void listsEachNetworkOnceWithItsPaperAndYear() {
    assertThat(Zoo.names())
        .doesNotHaveDuplicates()
        .isEqualTo(Zoo.known().stream().map(KnownNetwork::name).toList());
    assertThat(Zoo.known())
        .allSatisfy(known -> assertThat(known.description()).matches("[^\\n]+ \\(.+ 20\\d\\d\\)"));
  }

  @Test
  void takesTheFormForTheSizeOfTheImage() {
    assertThat(Zoo.named(MobileNetV2.NAME, 1, SMALL)).contains(MobileNetV2.cifar(1));
    assertThat(Zoo.named(MobileNetV2.NAME, 1, LARGE)).contains(MobileNetV2.imageNet(1));
    assertThat(Zoo.named(ShuffleNetV2.NAME, 1, SMALL)).contains(ShuffleNetV2.cifar(1));
    assertThat(Zoo.named(ShuffleNetV2.NAME, 1, LARGE)).contains(ShuffleNetV2.imageNet(1));
  }

  @Test
  void hasOneFormOnlyWhereTheLiteratureHasNoneFor32x32() {
    for (var known : Zoo.known()) {
      if (known.forms().size() == 1) {
        assertThat(Zoo.named(known.name(), 1, SMALL)).isEqualTo(Zoo.named(known.name(), 1, LARGE));
      }
    }
  }

  @Test
  void refusesAWidthThatANetworkDoesNotComeIn() {
    assertThatThrownBy(() -> Zoo.named(ShuffleNetV2.NAME, 0.6, SMALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ShuffleNetV2 has the widths [0.5, 1.0, 1.5, 2.0], but is asked for 0.6.");
    assertThatThrownBy(() -> Zoo.named(ResNet.NAME_20, 0, SMALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A width multiplier lies above 0 and at most at 10, but is 0.0.");
  }

  @Test
  void refusesAnEntryWithoutAWidthOrAForm() {
    var forms = List.of(KnownNetwork.Form.CIFAR);

    assertThatThrownBy(() -> new KnownNetwork("lenet", "LeNet (LeCun 1998)", List.of(), forms))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Network lenet is published at widths [] for images [CIFAR].");
    assertThatThrownBy(
            () -> new KnownNetwork("lenet", "LeNet (LeCun 1998)", List.of(1.0), List.of()))
        .hasMessage("Network lenet is published at widths [1.0] for images [].");
  }
}
