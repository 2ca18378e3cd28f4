package dev.archway.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SkipOperatorTest {
  @Test
  void readsWhatItWrites() {
    assertThat(SkipOperator.values())
        .allSatisfy(known -> assertThat(SkipOperator.parse(known.text())).isEqualTo(known));
  }

  @Test
  void refusesOthersWithWhatThereIs() {
    assertThatThrownBy(() -> SkipOperator.parse("plus"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A stage's skip is one of none, identity, pool, but is 'plus'.");
  }
}
