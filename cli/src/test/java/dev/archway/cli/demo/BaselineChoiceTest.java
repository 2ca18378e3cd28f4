package dev.archway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.demo.BaselineChoice.Candidate;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.Spaces;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineChoiceTest {
  private static Candidate candidate(double width, double share) {
    return new Candidate(
        new BaselineSpec("mobilenet-v2", width), new BaselineChoice.Size(1_000_000, 10), share);
  }

  @Test
  void aimsAtTheBaselineThatPartsTheSpaceMostEvenly() {
    var choice =
        BaselineChoice.among(
            List.of(candidate(0.1, 0.02), candidate(0.25, 0.6), candidate(1, 0.99)));
    assertThat(choice.target().spec().width()).isEqualTo(0.25);
    assertThat(choice.specs()).hasSize(3);
  }

  @Test
  void findsATargetInTheDemosSpaceThatIsNeitherTrivialNorOutOfReach() {
    var choice = BaselineChoice.of(Spaces.mnasnetSmall(), Dataset.CIFAR_10);
    assertThat(choice.specs()).hasSize(2);
    assertThat(choice.target().share()).isBetween(0.2, 0.8);
    assertThat(choice.explanation()).contains(choice.target().spec().name(), "of the space");
  }

  @Test
  void aDeepNarrowNetworkIsNotAsFastAsItsFewMultiplyAddsSuggest() {
    assertThat(new BaselineChoice.Size(6_000_000, 52).estimate())
        .isGreaterThan(new BaselineChoice.Size(8_000_000, 15).estimate());
  }

  @Test
  void choosesTheSameEveryTime() {
    assertThat(BaselineChoice.of(Spaces.mnasnetSmall(), Dataset.CIFAR_10))
        .isEqualTo(BaselineChoice.of(Spaces.mnasnetSmall(), Dataset.CIFAR_10));
  }
}
