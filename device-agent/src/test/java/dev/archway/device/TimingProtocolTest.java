package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The protocol on a machine whose clock is moved by nothing but runs.
class TimingProtocolTest {
  private static final long MILLISECOND = 1_000_000;

  private long now;
  private long runs;

  @AfterEach
  void leavesNoInterruptBehind() {
    Thread.interrupted();
  }

  @Test
  void keepsNoRunOfTheWarmUp() throws Exception {
    var samples = time(at -> at < 300 * MILLISECOND ? 5 * MILLISECOND : MILLISECOND);

    assertThat(samples).containsOnly(1.0);
  }

  @Test
  void warmsASlowNetworkUpByTenRuns() throws Exception {
    var samples = time(_ -> runs < 10 ? 900 * MILLISECOND : 100 * MILLISECOND);

    assertThat(samples).containsOnly(100.0);
  }

  @Test
  void takesFiftySamplesOfASlowNetwork() throws Exception {
    var samples = time(_ -> 400 * MILLISECOND);

    assertThat(samples).hasSizeBetween(50, 52);
  }

  @Test
  void takesOneSecondOnAQuietMachine() throws Exception {
    time(_ -> 2 * MILLISECOND);

    assertThat(now).isBetween(1_300 * MILLISECOND, 1_330 * MILLISECOND);
  }

  @Test
  void leavesDisturbedRoundsOut() throws Exception {
    // Something else runs for 60 of every 100 ms; the rounds at its edges see a little of it.
    var samples = time(at -> at / MILLISECOND % 100 < 60 ? 1_700_000 : MILLISECOND);

    assertThat(share(samples, 1.0)).isGreaterThan(0.8);
  }

  @Test
  void waitsForAQuietMomentThatComesLate() throws Exception {
    // Something else slows the first three seconds down, ever differently.
    var samples = time(at -> at < 3_000 * MILLISECOND ? restless(at) : MILLISECOND);

    assertThat(share(samples, 1.0)).isGreaterThan(0.99);
  }

  @Test
  void givesUpWaitingForAQuietMomentAfterFourSeconds() throws Exception {
    var samples = time(TimingProtocolTest::restless);

    assertThat(now).isBetween(4_300 * MILLISECOND, 4_330 * MILLISECOND);
    assertThat(samples).hasSizeGreaterThanOrEqualTo(50);
  }

  @Test
  void spikesWithinARoundStayInTheSamples() throws Exception {
    var samples = time(_ -> runs % 10 == 0 ? 3 * MILLISECOND : MILLISECOND);

    assertThat(share(samples, 3.0)).isBetween(0.05, 0.15);
  }

  @Test
  void keepsFourHundredSamplesOfAFastNetwork() throws Exception {
    var samples = time(_ -> MILLISECOND / 10);

    assertThat(samples).hasSize(400);
  }

  @Test
  void keptSamplesAreSpreadOverTheWholeTime() throws Exception {
    // Two speeds within the width of one heap: the second half of the second is 2 % slower.
    var samples = time(at -> at < 800 * MILLISECOND ? 100_000 : 102_000);

    assertThat(share(samples, 0.1)).isBetween(0.45, 0.55);
  }

  @Test
  void stopsAtAnInterrupt() {
    assertThatThrownBy(() ->
            time(at -> {
              if (at > 700 * MILLISECOND) {
                Thread.currentThread().interrupt();
              }
              return MILLISECOND;
            }))
        .isInstanceOf(InterruptedException.class);
    assertThat(now).isLessThan(705 * MILLISECOND);
  }

  /// A machine on which no two rounds in a row are alike.
  private static long restless(long at) {
    return (long) (MILLISECOND * (1.5 + 0.1 * (at / (10 * MILLISECOND) % 9)));
  }

  private List<Double> time(LongUnaryOperator nanosAt) throws Exception {
    return new TimingProtocol(() -> now)
        .time(() -> {
          now += nanosAt.applyAsLong(now);
          runs++;
        });
  }

  private static double share(List<Double> samples, double value) {
    return (double) samples.stream().filter(s -> Math.abs(s - value) < 1e-9).count()
        / samples.size();
  }
}
