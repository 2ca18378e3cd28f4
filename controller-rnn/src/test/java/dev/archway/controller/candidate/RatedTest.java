package dev.archway.controller.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.controller.TestSpaces;
import dev.archway.core.space.Choices;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatedTest {
  @Test
  void itsBytesHoldAllOfIt() {
    var rated = new Rated(Choices.of(1, 2, 0, 1, 2, 1), 1.0 / 3);
    var bytes = ByteBuffer.allocate(Rated.bytes(TestSpaces.conditional()));
    rated.put(bytes);

    assertThat(bytes.remaining()).isZero();
    assertThat(Rated.get(bytes.flip(), TestSpaces.conditional())).isEqualTo(rated);
  }

  @Test
  void refusesBytesOfOtherDecisions() {
    var bytes = ByteBuffer.allocate(Rated.bytes(TestSpaces.conditional()));
    new Rated(Choices.of(0, 0, 2, 1, 0, 0), 0.5).put(bytes);

    assertThatThrownBy(() -> Rated.get(bytes.flip(), TestSpaces.conditional()))
        .hasMessageContaining("holds the choices [0, 0, 2, 1, 0, 0]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesARewardThatIsNotFinite(double reward) {
    assertThatThrownBy(() -> new Rated(Choices.of(0), reward))
        .hasMessageContaining("finite, but is " + reward);
  }
}
