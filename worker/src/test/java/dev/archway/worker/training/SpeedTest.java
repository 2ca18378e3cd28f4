package dev.archway.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpeedTest {
  private long now;
  private long paused;

  @Test
  void countsImagesOverTheTimeSinceTheBeginning() {
    var speed = new Speed(50, SECOND, this::running, 0, 0);
    step(speed, SECOND / 4);
    step(speed, SECOND / 4);

    assertThat(speed.overall()).isCloseTo(200, within(1e-6));
  }

  @Test
  void leavesOutTheTimeInWhichTheProcessWasStopped() {
    var speed = new Speed(50, SECOND, this::running, 0, 0);
    step(speed, SECOND / 2);
    now += 7 * SECOND;
    paused += 7 * SECOND;
    step(speed, SECOND / 2);

    assertThat(speed.overall()).isCloseTo(100, within(1e-6));
  }

  @Test
  void reportsOnceAnIntervalWithTheSpeedSinceTheLastReport() {
    var speed = new Speed(50, SECOND, this::running, 0, 0);

    assertThat(step(speed, SECOND / 2)).isNaN();
    assertThat(step(speed, SECOND / 2)).isCloseTo(100, within(1e-6));
    assertThat(step(speed, SECOND / 4)).isNaN();
    assertThat(step(speed, SECOND)).isCloseTo(80, within(1e-6));
  }

  private static final long SECOND = 1_000_000_000L;

  private long running() {
    return now - paused;
  }

  private double step(Speed speed, long nanos) {
    now += nanos;
    return speed.afterStep().orElse(Double.NaN);
  }
}
