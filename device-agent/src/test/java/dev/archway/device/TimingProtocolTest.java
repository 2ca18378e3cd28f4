package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.task.Measurement;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The protocol on a machine whose clock is moved by nothing but runs.
class TimingProtocolTest {
  private static final long MILLISECOND = 1_000_000;
  private static final long CANARY = 30_000;

  /// What disturbs the machine makes of the time that something takes.
  private LongToDoubleFunction slowdown = _ -> 1;

  private long now;
  private long runs;

  @AfterEach
  void leavesNoInterruptBehind() {
    Thread.interrupted();
  }

  @Test
  void keepsNoRunOfTheWarmUp() throws Exception {
    var samples = time(at -> at < 3_300 * MILLISECOND ? 5 * MILLISECOND : MILLISECOND);

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

    assertThat(samples).hasSize(50);
  }

  @Test
  void takesOneSecondOnAQuietMachineOnceTheCanaryIsKnown() throws Exception {
    var protocol = protocol();
    time(protocol, _ -> 2 * MILLISECOND);
    assertThat(now).isBetween(4_300 * MILLISECOND, 4_330 * MILLISECOND);
    now = 0;

    time(protocol, _ -> 2 * MILLISECOND);

    assertThat(now).isBetween(1_300 * MILLISECOND, 1_330 * MILLISECOND);
  }

  @Test
  void leavesOutWhatTheCanarySuffersFrom() throws Exception {
    // Something else runs for 60 of every 100 ms.
    slowdown = at -> at / MILLISECOND % 100 < 60 ? 1.7 : 1;

    var samples = time(_ -> MILLISECOND);

    assertThat(samples).allMatch(s -> s > 0.99 && s < 1.08);
    assertThat(share(samples, 1.0)).isGreaterThan(0.8);
  }

  @Test
  void correctsForAClockThatGoesSlower() throws Exception {
    // The canary is got to know at full speed; from then on all is a tenth slower.
    slowdown = at -> at < 3_000 * MILLISECOND ? 1 : 1.1;

    var samples = time(_ -> MILLISECOND);

    assertThat(share(samples, 1.0)).isEqualTo(1);
  }

  @Test
  void waitsForAQuietMomentThatComesLate() throws Exception {
    slowdown = at -> at > 3_000 * MILLISECOND && at < 7_000 * MILLISECOND ? 1.7 : 1;

    var samples = time(_ -> MILLISECOND);

    assertThat(now).isGreaterThan(7_000 * MILLISECOND);
    assertThat(share(samples, 1.0)).isGreaterThan(0.99);
  }

  @Test
  void givesUpWaitingForAQuietMomentAfterSixSeconds() throws Exception {
    slowdown = at -> at > 3_000 * MILLISECOND ? 1.7 : 1;

    var samples = time(_ -> MILLISECOND);

    assertThat(now).isBetween(9_300 * MILLISECOND, 9_400 * MILLISECOND);
    assertThat(samples).hasSizeGreaterThanOrEqualTo(50);
  }

  @Test
  void keepsFourHundredSamplesOfAFastNetwork() throws Exception {
    var samples = time(_ -> MILLISECOND / 10);

    assertThat(samples).hasSize(400);
  }

  @Test
  void keptSamplesAreSpreadOverTheWholeTime() throws Exception {
    // Two speeds within the width of one heap: the second half of the second is 4 % slower.
    var samples = time(at -> at < 3_800 * MILLISECOND ? 100_000 : 104_000);

    assertThat(share(samples, 0.1)).isBetween(0.45, 0.55);
  }

  @Test
  void stopsAtAnInterrupt() {
    assertThatThrownBy(() ->
            time(at -> {
              if (at > 3_700 * MILLISECOND) {
                Thread.currentThread().interrupt();
              }
              return MILLISECOND;
            }))
        .isInstanceOf(InterruptedException.class);
    assertThat(now).isLessThan(3_705 * MILLISECOND);
  }

  private TimingProtocol protocol() {
    return new TimingProtocol(() -> now, new Canary(() -> spend(CANARY), () -> now));
  }

  private void spend(long nanos) {
    now += (long) (nanos * slowdown.applyAsDouble(now));
  }

  private List<Double> time(LongUnaryOperator nanosAt) throws Exception {
    return time(protocol(), nanosAt);
  }

  /// What the runs would have taken undisturbed.
  private List<Double> time(TimingProtocol protocol, LongUnaryOperator nanosAt) throws Exception {
    return protocol
        .time(() -> {
          spend(nanosAt.applyAsLong(now));
          runs++;
        })
        .stream()
        .map(Measurement.Sample::undisturbedMillis)
        .toList();
  }

  private static double share(List<Double> samples, double value) {
    return (double) samples.stream().filter(s -> Math.abs(s - value) < 1e-9).count()
        / samples.size();
  }
}
