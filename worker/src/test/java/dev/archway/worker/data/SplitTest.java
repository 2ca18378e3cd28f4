package dev.archway.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.archway.core.recipe.Recipe;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final int AVAILABLE = 50_000;

  @Test
  void holdsOutImagesThatAreNeverLearnedFrom() {
    var split = Split.of(recipe(10_000, 2_000, 0), AVAILABLE);

    assertThat(split.train()).hasSize(10_000).doesNotHaveDuplicates();
    assertThat(split.validation()).hasSize(2_000).doesNotHaveDuplicates();
    assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.validation())))
        .doesNotHaveDuplicates()
        .allMatch(i -> i >= 0 && i < AVAILABLE);
  }

  @Test
  void isTheSameForTheSameSeed() {
    var one = Split.of(recipe(100, 50, 7), AVAILABLE);
    var other = Split.of(recipe(100, 50, 7), AVAILABLE);

    assertThat(one.train()).isEqualTo(other.train());
    assertThat(one.validation()).isEqualTo(other.validation());
  }

  @Test
  void isAnotherForAnotherSeed() {
    assertThat(Split.of(recipe(100, 50, 7), AVAILABLE).validation())
        .isNotEqualTo(Split.of(recipe(100, 50, 8), AVAILABLE).validation());
  }

  @Test
  void holdsOutTheSameImagesHoweverManyAreTrainedOn() {
    assertThat(Split.of(recipe(48_000, 2_000, 0), AVAILABLE).validation())
        .isEqualTo(Split.of(recipe(10_000, 2_000, 0), AVAILABLE).validation());
  }

  @Test
  void refusesMoreImagesThanThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(recipe(48_001, 2_000, 0), AVAILABLE))
        .withMessage(
            "Recipe asks for 48001 training and 2000 validation images, but data set cifar-10 has"
                + " 50000.");
  }

  private static Recipe recipe(int train, int validation, long seed) {
    var demo = Recipe.demo("cifar-10");
    return new Recipe(
        demo.dataset(),
        train,
        validation,
        seed,
        demo.epochs(),
        demo.batchSize(),
        demo.optimizer(),
        demo.schedule(),
        demo.augmentation(),
        0);
  }
}
