package dev.archway.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MeasurementTest {
  private static final Measurement.Platform PLATFORM =
      new Measurement.Platform("runtime", "1.0", "processor");

  @Test
  void percentilesLieBetweenTheSortedSamples() {
    var measurement = measurement(List.of(10., 1., 9., 2., 8., 3., 7., 4., 6., 5., 11.));

    assertThat(measurement.percentileMillis(0)).isEqualTo(1);
    assertThat(measurement.percentileMillis(0.5)).isEqualTo(6);
    assertThat(measurement.percentileMillis(0.9)).isEqualTo(10);
    assertThat(measurement.percentileMillis(0.95)).isEqualTo(10.5, offset(1e-12));
    assertThat(measurement.percentileMillis(1)).isEqualTo(11);
  }

  @Test
  void percentilesNeverFallAndStayWithinTheSamples() {
    var random = new SplittableRandom(13);
    for (int i = 0; i < 1_000; i++) {
      var samples = new ArrayList<Double>();
      random.doubles(10 + random.nextInt(90), 0.1, 100).forEach(samples::add);
      var measurement = measurement(samples);
      double before = Collections.min(samples);
      for (double share = 0; share <= 1; share += 0.01) {
        double percentile = measurement.percentileMillis(share);
        assertThat(percentile).isBetween(before, Collections.max(samples));
        before = percentile;
      }
    }
  }

  @Test
  void refusesTooFewSamples() {
    assertThatThrownBy(() -> measurement(Collections.nCopies(9, 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A measurement has at least 10 samples, but 9.");
  }

  @Test
  void refusesSamplesThatAreNoLatency() {
    for (double bad : new double[] {0, -1, Double.NaN, 600_000}) {
      var samples = new ArrayList<>(Collections.nCopies(10, 1.0));
      samples.set(4, bad);
      assertThatThrownBy(() -> measurement(samples))
          .hasMessage("A latency sample lies above 0 and below 600000 ms, but is " + bad + ".");
    }
  }

  @Test
  void refusesAPercentileThatIsNone() {
    var measurement = measurement(Collections.nCopies(10, 1.0));

    assertThatThrownBy(() -> measurement.percentileMillis(90))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A percentile's share lies in 0..1, but is 90.0.");
    assertThatThrownBy(() -> measurement.percentileMillis(Double.NaN))
        .hasMessage("A percentile's share lies in 0..1, but is NaN.");
  }

  @Test
  void keepsItsSamplesInTheOrderTheyWereTaken() {
    var samples = List.of(3., 1., 2., 3., 1., 2., 3., 1., 2., 9.);

    assertThat(measurement(samples).samples().stream().map(Measurement.Sample::millis))
        .containsExactlyElementsOf(samples);
  }

  @Test
  void percentilesAreThoseOfTheUndisturbedDevice() {
    var samples = new ArrayList<Measurement.Sample>();
    for (int i = 0; i < 10; i++) {
      samples.add(new Measurement.Sample(2.2, 1.1));
    }

    assertThat(new Measurement(samples, LatencySetting.SINGLE, true, PLATFORM).percentileMillis(1))
        .isEqualTo(2, offset(1e-12));
  }

  @Test
  void refusesASlowdownThatIsNone() {
    for (double bad : new double[] {0, -1, Double.NaN, 100}) {
      assertThatThrownBy(() -> new Measurement.Sample(1, bad))
          .hasMessage("A slowdown lies between 0.01 and 100, but is " + bad + ".");
    }
  }

  private static Measurement measurement(List<Double> samples) {
    return new Measurement(
        samples.stream().map(millis -> new Measurement.Sample(millis, 1)).toList(),
        LatencySetting.SINGLE,
        true,
        PLATFORM);
  }
}
