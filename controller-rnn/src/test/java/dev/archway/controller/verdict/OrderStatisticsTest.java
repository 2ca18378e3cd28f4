package dev.archway.controller.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrderStatisticsTest {
  private static final double[] SAMPLE = {0.3, 0.9, 0.1, 0.5};

  @Test
  void theBestOfOneDrawIsTheMean() {
    assertThat(new OrderStatistics(4, 1, 1).meanOfBest(SAMPLE)).isCloseTo(0.45, within(1e-12));
  }

  @Test
  void theBestOfTwoDrawsFollowsByCounting() {
    // Of 16 pairs 7, 5, 3 and 1 have the best, the second, ... as their higher one.
    double expected = (7 * 0.9 + 5 * 0.5 + 3 * 0.3 + 0.1) / 16;

    assertThat(new OrderStatistics(4, 2, 1).meanOfBest(SAMPLE)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void allDrawsAreTheMean() {
    assertThat(new OrderStatistics(4, 6, 6).meanOfBest(SAMPLE)).isCloseTo(0.45, within(1e-12));
  }

  @Test
  void equalsWhatDrawingGivesOnAverage() {
    var random = new SplittableRandom(5);
    int repetitions = 40_000;
    double sum = 0;
    var drawn = new double[12];
    for (int i = 0; i < repetitions; i++) {
      for (int d = 0; d < drawn.length; d++) {
        drawn[d] = SAMPLE[random.nextInt(SAMPLE.length)];
      }
      sum += Verdict.meanOfBest(drawn, 5);
    }

    assertThat(new OrderStatistics(4, 12, 5).meanOfBest(SAMPLE))
        .isCloseTo(sum / repetitions, within(0.003));
  }
}
