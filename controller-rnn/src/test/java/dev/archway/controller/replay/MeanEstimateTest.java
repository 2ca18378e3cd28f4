package dev.archway.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanEstimateTest {
  @Test
  void isTheMeanWithTheStandardErrorOfTheSample() {
    var estimate = MeanEstimate.of(2, 4, 4, 4, 5, 5, 7, 9);

    assertThat(estimate.mean()).isEqualTo(5);
    // Squared distances of 32 in all, so a variance of 32/7 and a standard error of root (32/7/8).
    assertThat(estimate.standardError()).isCloseTo(0.755929, within(1e-6));
  }

  /// Tables of Student's t, two-sided 95 %.
  @ParameterizedTest
  @CsvSource({
    "2, 12.7062",
    "3, 4.3027",
    "4, 3.1824",
    "5, 2.7764",
    "10, 2.2622",
    "30, 2.0452",
    "100, 1.9842",
    "10000, 1.9602"
  })
  void theIntervalIsStudents(int count, double quantile) {
    var estimate = new MeanEstimate(count, 10, 1);

    assertThat(estimate.high()).isCloseTo(10 + quantile, within(4e-3));
    assertThat(estimate.low()).isCloseTo(10 - quantile, within(4e-3));
  }

  @Test
  void theIntervalHoldsTheTrueMeanNineteenTimesInTwenty() {
    var random = new SplittableRandom(5);
    int rounds = 4_000;
    int holds = 0;
    for (int round = 0; round < rounds; round++) {
      var estimate = MeanEstimate.of(random.doubles(12).toArray());
      holds += estimate.low() <= 0.5 && estimate.high() >= 0.5 ? 1 : 0;
    }

    // Four standard deviations of a binomial count are 1.4 %.
    assertThat(holds / (double) rounds).isCloseTo(0.95, within(0.014));
  }

  @Test
  void whatPairsHaveInCommonFallsOut() {
    var these = new double[] {101, 202, 303.5};
    var others = new double[] {100, 201, 302.5};

    assertThat(MeanEstimate.ofDifferences(these, others)).isEqualTo(new MeanEstimate(3, 1, 0));
  }

  @Test
  void refusesTooFewSamplesAndUnequalSides() {
    assertThatThrownBy(() -> MeanEstimate.of(3)).hasMessageContaining("at least 2 samples");
    assertThatThrownBy(() -> MeanEstimate.ofDifferences(new double[2], new double[3]))
        .hasMessageContaining("2 and 3 samples");
  }
}
