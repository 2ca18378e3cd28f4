package dev.archway.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RecipeTest {
  @Test
  void anIncompleteLastBatchIsDropped() {
    var recipe = recipe(1_000, 100, 3, 64, 0);

    assertThat(recipe.stepsPerEpoch()).isEqualTo(15);
    assertThat(recipe.steps()).isEqualTo(45);
  }

  @Test
  void theDemosRecipeFitsItsDataSetsAndSeesEightThousandImagesInEachTrial() {
    for (var dataset : Dataset.all()) {
      var recipe = Recipe.demo(dataset.name());

      assertThat(recipe.trainImages() + recipe.validationImages())
          .isLessThanOrEqualTo(dataset.trainImages());
      assertThat(recipe.stepsPerEpoch() * recipe.batchSize()).isGreaterThanOrEqualTo(8_000);
    }
  }

  @Test
  void refusesEachValueOutOfItsRange() {
    refused("A recipe's trainImages lies in 1.., but is 0.", () -> recipe(0, 1, 1, 2, 0));
    refused("A recipe's validationImages lies in 1.., but is 0.", () -> recipe(10, 0, 1, 2, 0));
    refused("A recipe's epochs lies in 1..10000, but is 0.", () -> recipe(10, 1, 0, 2, 0));
    refused(
        "A recipe's batchSize lies in 2..trainImages, but is 11.", () -> recipe(10, 1, 1, 11, 0));
    refused("A recipe's batchSize lies in 2..trainImages, but is 1.", () -> recipe(10, 1, 1, 1, 0));
    refused("A recipe's labelSmoothing lies in [0, 1), but is 1.0.", () -> recipe(10, 1, 1, 2, 1));
    refused("A recipe's padding lies in 0..64, but is -1.", () -> new Augmentation(-1, true));
  }

  @Test
  void refusesEachValueOfTheOptimizerOutOfItsRange() {
    refused(
        "A recipe's learningRate lies in (0, 100), but is NaN.",
        () -> new Optimizer.Sgd(Double.NaN, 0.9, true, 0));
    refused(
        "A recipe's momentum lies in [0, 1), but is 1.0.",
        () -> new Optimizer.Sgd(0.1, 1, true, 0));
    refused(
        "A recipe's weightDecay lies in [0, 1), but is -0.1.",
        () -> new Optimizer.Sgd(0.1, 0.9, true, -0.1));
  }

  @Test
  void dataSetsAreFoundByNameAndHaveAMeanAndADeviationForEachChannel() {
    for (var dataset : Dataset.all()) {
      assertThat(Dataset.named(dataset.name())).contains(dataset);
      assertThat(dataset.mean()).hasSize(dataset.image().channels());
      assertThat(dataset.deviation()).hasSize(dataset.image().channels());
    }
    assertThat(Dataset.named("cifar-11")).isEmpty();
  }

  private static Recipe recipe(
      int trainImages, int validationImages, int epochs, int batchSize, double labelSmoothing) {
    return new Recipe(
        Dataset.CIFAR_10.name(),
        trainImages,
        validationImages,
        0,
        epochs,
        batchSize,
        new Optimizer.Sgd(0.05, 0.9, true, 5e-4),
        new Schedule.Cosine(0),
        new Augmentation(4, true),
        labelSmoothing);
  }

  private static void refused(String message, Runnable build) {
    assertThatThrownBy(build::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
