package dev.archway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.demo.BaselineChoice.Candidate;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.GivenNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineChoiceTest {
  private static Candidate candidate(double width, double ofMedian) {
    return new Candidate(
        new BaselineSpec(GivenNetwork.of("mobilenet-v2"), width), ofMedian, ofMedian / 2);
  }

  @Test
  void aimsAtTheBaselineThatIsNearestToTheMiddleOfTheSpace() {
    var choice =
        BaselineChoice.among(
            List.of(candidate(0.1, 0.4), candidate(0.25, 0.7), candidate(1, 1.25)));
    assertThat(choice.target().spec().width()).isEqualTo(1);
    assertThat(choice.specs()).extracting(BaselineSpec::width).containsExactly(0.25, 1.0);
  }

  @Test
  void saysSoWhereNoKnownNetworkPartsTheSpace() {
    assertThat(BaselineChoice.among(List.of(candidate(0.1, 0.01))).explanation())
        .endsWith("are as fast, and no known network comes nearer to its middle.");
    assertThat(BaselineChoice.among(List.of(candidate(0.1, 1))).explanation())
        .endsWith("50 % of the space are as fast, so that T is neither trivial nor out of reach.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnasnet-small", "mnasnet", "nasnet-small", "enas"})
  void findsATargetThatIsNeitherTrivialNorOutOfReach(String space) {
    var choice = BaselineChoice.of(Spaces.named(space).orElseThrow(), Dataset.CIFAR_10);
    assertThat(choice.specs()).hasSize(2);
    assertThat(choice.target().share()).isBetween(0.2, 0.8);
    assertThat(choice.explanation()).contains(choice.target().spec().name(), "of the space");
  }

  @Test
  void choosesTheSameEveryTime() {
    assertThat(BaselineChoice.of(Spaces.mnasnetSmall(), Dataset.CIFAR_10))
        .isEqualTo(BaselineChoice.of(Spaces.mnasnetSmall(), Dataset.CIFAR_10));
  }
}
