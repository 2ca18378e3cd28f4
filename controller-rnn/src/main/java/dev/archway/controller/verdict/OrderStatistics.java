package dev.archway.controller.verdict;

import java.util.Arrays;

/// What the best of several draws from a sample are on average, exactly, where a bootstrap would
/// have to draw (David and Nagaraja 2003, section 2.1, for a sample's own distribution).
final class OrderStatistics {
  private final int few;

  /// How many of the best few the i-th smallest value of a sample is expected to be.
  private final double[] weights;

  /// For samples of one size.
  ///
  /// @param draws with replacement
  /// @param few how many of the best draws are looked at
  OrderStatistics(int sampleSize, int draws, int few) {
    this.few = few;
    this.weights = new double[sampleSize];
    double below = 0;
    for (int i = 0; i < sampleSize; i++) {
      double atMost = expectedAtMost((i + 1.0) / sampleSize, draws, few);
      weights[i] = atMost - below;
      below = atMost;
    }
  }

  /// How many of the best few draws are expected to be within a sample's lower `share`: the k-th
  /// best is if at most k - 1 draws exceed it.
  private static double expectedAtMost(double share, int draws, int few) {
    if (share >= 1) {
      return few;
    }
    double logOdds = StrictMath.log(1 - share) - StrictMath.log(share);
    double logProbability = draws * StrictMath.log(share);
    double atMostSoMany = 0;
    double sum = 0;
    for (int exceeding = 0; exceeding < few; exceeding++) {
      atMostSoMany += StrictMath.exp(logProbability);
      sum += atMostSoMany;
      logProbability += logOdds + StrictMath.log((draws - exceeding) / (exceeding + 1.0));
    }
    return sum;
  }

  /// The expected mean of the best few draws from a sample.
  double meanOfBest(double[] sample) {
    var sorted = sample.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      sum += weights[i] * sorted[i];
    }
    return sum / few;
  }
}
