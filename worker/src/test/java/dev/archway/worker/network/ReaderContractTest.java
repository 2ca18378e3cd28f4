package dev.archway.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReaderContractTest {

  @Test
  void scoresAreAsFarApartAsTheirLargestDifferenceOverTheLargestScore() {
    assertThat(ReaderContract.difference(new float[] {0.5f, 0.25f}, new float[] {0.5f, 0}))
        .isCloseTo(0.25, within(1e-9));
    assertThat(ReaderContract.difference(new float[] {10, 1}, new float[] {10, 2}))
        .isCloseTo(0.1, within(1e-9));
  }

  @Test
  void aScoreThatIsNoNumberIsInfinitelyFarOff() {
    assertThat(ReaderContract.difference(new float[] {1, 1}, new float[] {Float.NaN, 1}))
        .isInfinite();
    assertThatThrownBy(() -> ReaderContract.difference(new float[] {Float.NaN}, new float[] {1}))
        .hasMessageContaining("NaN");
  }
}
