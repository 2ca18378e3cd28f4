package dev.archway.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class CombinationTest {
  @Test
  void readsWhatItWrites() {
    assertThat(Combination.values())
        .allSatisfy(known -> assertThat(Combination.parse(known.text())).isEqualTo(known));
  }

  @Test
  void refusesOthersWithWhatThereIs() {
    assertThatThrownBy(() -> Combination.parse("plus"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A cell's combination is one of add, concatenate, but is 'plus'.");
  }
}
