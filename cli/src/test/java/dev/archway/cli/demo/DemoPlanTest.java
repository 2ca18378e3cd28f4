package dev.archway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoPlanTest {

  @ParameterizedTest
  @CsvSource({"50, 2000", "60, 3000", "119.9, 5000", "120, 6000", "0.1, 2000"})
  void aSlowMachineShowsFewerImages(double imagesPerSecond, int images) {
    assertThat(DemoPlan.imagesOfAMinute(imagesPerSecond, Dataset.CIFAR_10)).isEqualTo(images);
  }

  @Test
  void aFastMachineShowsNoMoreThanTheRecipeHas() {
    assertThat(DemoPlan.imagesOfAMinute(1e6, Dataset.CIFAR_10))
        .isEqualTo(Recipe.demo("cifar-10").trainImages());
  }
}
