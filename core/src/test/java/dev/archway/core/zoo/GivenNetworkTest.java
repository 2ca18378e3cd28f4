package dev.archway.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.archway.core.architecture.CellArchitecture;
import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.space.Spaces;
import dev.archway.core.transformation.WidthMultiplier;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GivenNetworkTest {
  private static final FeatureShape IMAGE = KnownNetwork.Form.CIFAR.image();
  private static final String TEXT = "stem_s11_o16 r2_k3_s22_e3_i16_o24 head_o64_d0.0 relu6";

  @Test
  void aNameOfTheZooIsThatNetworkAtTheWidthAndForTheImages() {
    var given = GivenNetwork.of("mobilenet-v2");

    assertThat(given.name()).isEqualTo("mobilenet-v2");
    assertThat(given.at(0.5, IMAGE)).isEqualTo(Zoo.named("mobilenet-v2", 0.5, IMAGE).orElseThrow());
  }

  @Test
  void aTextIsAStagedNetworkWhichIsNamedByIt() {
    var given = GivenNetwork.of(TEXT);

    assertThat(given.name()).isEqualTo(TEXT);
    assertThat(given.at(1, IMAGE)).isInstanceOf(StagedArchitecture.class);
    assertThat(given.at(1, IMAGE).text()).isEqualTo(TEXT);
  }

  @Test
  void anArchitectureOfOnesOwnIsMultipliedAsAnyGraph() {
    var cells = cells();
    var half = GivenNetwork.of(cells).at(0.5, IMAGE).expand(IMAGE, 100);

    assertThat(GivenNetwork.of(cells).at(1, IMAGE)).isSameAs(cells);
    assertThat(half.classes()).isEqualTo(100);
    assertThat(Costs.of(half))
        .isEqualTo(Costs.of(WidthMultiplier.apply(cells.expand(IMAGE, 100), 0.5)));
    assertThat(half.name()).endsWith("-x0.5");
  }

  @Test
  void aGraphKeepsWhatItIsAtAWidth() {
    NetworkArchitecture graph = new GraphArchitecture(ResNet.cifar(20, 1).expand(IMAGE, 10));

    assertThat(GivenNetwork.of(graph).name()).isEqualTo("resnet-20-x1.0");
    assertThat(Costs.of(GivenNetwork.of(graph).at(2, IMAGE).expand(IMAGE, 10)).parameters())
        .isGreaterThan(3 * Costs.of(graph.expand(IMAGE, 10)).parameters());
  }

  @Test
  void refusesATextThatIsNeitherANameNorANetwork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GivenNetwork.of("mobilenet-v9").at(1, IMAGE))
        .withMessageStartingWith("'mobilenet-v9' is no network of the zoo (mobilenet-v1, ")
        .withMessageEndingWith("and no text such as 'r1_k3_s11_e1_i32_o16 r2_k3_s22_e6_i16_o24'.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GivenNetwork.of("r1_k4_s11_e1_i32_o16").at(1, IMAGE))
        .withMessageContaining("A stage's kernel is odd, but is 4.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GivenNetwork.of(cells()).at(11, IMAGE))
        .withMessage("A width multiplier lies above 0 and at most at 10, but is 11.0.");
  }

  private static CellArchitecture cells() {
    var space = Spaces.nasnetSmall();
    return space.decode(space.decisions().sample(new SplittableRandom(3)));
  }
}
