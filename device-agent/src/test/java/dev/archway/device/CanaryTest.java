package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CanaryTest {
  private static final long MICROSECOND = 1_000;

  private long now;
  private long runs;

  @Test
  void tellsTheBetterOfTwoRunsAfterOneThatWarms() throws Exception {
    var canary = canary(90, 40, 60);

    assertThat(canary.millis()).isEqualTo(0.040);
  }

  @Test
  void isQuietAtTheFastestInAHundredOfAllRuns() throws Exception {
    // Each asking is three runs: one in fifty finds the machine undisturbed.
    var canary = new Canary(() -> now += (runs++ / 3 % 50 == 7 ? 30 : 50) * MICROSECOND, () -> now);

    for (int i = 0; i < 1_000; i++) {
      canary.millis();
    }

    assertThat(canary.quietMillis()).isEqualTo(0.030);
  }

  @Test
  void aSingleLuckyRunIsNotTakenForQuiet() throws Exception {
    var canary = new Canary(() -> now += (runs++ / 3 == 5 ? 10 : 50) * MICROSECOND, () -> now);

    for (int i = 0; i < 1_000; i++) {
      canary.millis();
    }

    assertThat(canary.quietMillis()).isEqualTo(0.050);
  }

  @Test
  void remembersQuietThroughAnyTimeOfDisturbance() throws Exception {
    var canary = new Canary(() -> now += (runs++ < 3_000 ? 30 : 50) * MICROSECOND, () -> now);
    for (int i = 0; i < 1_000; i++) {
      canary.millis();
    }
    assertThat(canary.quietMillis()).isEqualTo(0.030);

    for (int i = 0; i < 100_000; i++) {
      canary.millis();
    }

    assertThat(canary.quietMillis()).isEqualTo(0.030);
  }

  @Test
  void tellsNothingBeforeItWasRun() {
    var canary = canary(1, 1, 1);

    assertThat(canary.known()).isFalse();
    assertThatThrownBy(canary::quietMillis).isInstanceOf(IllegalStateException.class);
  }

  private Canary canary(long... micros) {
    return new Canary(() -> now += micros[(int) (runs++ % micros.length)] * MICROSECOND, () -> now);
  }
}
