package dev.archway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.core.recipe.Dataset;
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
  void theExampleIsOfMiddleSize() {
    var sizes = SpaceSizes.of(Spaces.nasnetSmall(), Dataset.CIFAR_10);

    assertThat(Size.of(SpaceSizes.middle(Spaces.nasnetSmall(), Dataset.CIFAR_10)).estimate())
        .isEqualTo(sizes.median());
  }
}
