package dev.archway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.Spaces;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceSizesTest {

  @Test
  void aDeepNarrowNetworkIsNotAsFastAsItsFewMultiplyAddsSuggest() {
    assertThat(new Size(6_000_000, 52).estimate())
        .isGreaterThan(new Size(8_000_000, 15).estimate());
  }

  @Test
  void knowsTheMiddleAndWhatPartIsAsFast() {
    var sizes = new SpaceSizes(List.of(1_000_000L, 2_000_000L, 3_000_000L, 4_000_000L));

    assertThat(sizes.median()).isEqualTo(3_000_000);
    assertThat(sizes.share(new Size(2_000_000, 0))).isEqualTo(0.5);
    assertThat(sizes.share(new Size(800_000, 1))).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void networksThatTrainSlowlyAreShownFewerImages() {
    assertThat(images(SpaceSizes.of(Spaces.mnasnetSmall(), Dataset.CIFAR_10)))
        .isEqualTo(Recipe.demo("cifar-10").trainImages());
    assertThat(images(SpaceSizes.of(Spaces.nasnetSmall(), Dataset.CIFAR_10))).isEqualTo(6_000);
    assertThat(images(SpaceSizes.of(Spaces.nasnet(), Dataset.CIFAR_10))).isEqualTo(2_000);
  }

  private static int images(SpaceSizes sizes) {
    return sizes.recipe(Dataset.CIFAR_10).trainImages();
  }
}
