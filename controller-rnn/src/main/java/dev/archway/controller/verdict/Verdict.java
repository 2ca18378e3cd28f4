package dev.archway.controller.verdict;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// What a search's results say beside those of its control arm, whose networks were drawn at random
/// under the same recipe: the field's honest doubt (Li and Talwalkar 2019; Yu et al. 2020),
/// answered in each experiment.
///
/// The control arm's rewards stand for all that random networks give. From them follows how good
/// the best of as many random networks would be as the search tried; the words come from a
/// permutation test, which holds its level however few or many either arm has: were the search as
/// good as random, it would be called ahead once in 40 times. The test is of the mean of the best
/// twentieth of the search, and of the best five where that is more: five alone, all of them the
/// search's, say little of arms with hundreds of trials, as chance puts five into one of two arms
/// once in 32 times.
///
/// @param best the best network of each
/// @param bestFive the mean of the best five
public record Verdict(Words words, int tried, int control, Place best, Place bestFive) {
  /// With fewer control trials nothing is said.
  public static final int FEWEST_CONTROL = 20;

  /// So many are the best few, and each arm needs as many results.
  public static final int FEW = 5;

  /// The share of a search that is its best, where that is more.
  private static final double BEST_SHARE = 0.05;

  private static final int RESAMPLES = 2_000;

  /// Of either side: together the usual 5 %.
  private static final double LEVEL = 0.025;

  /// What the rewards say.
  public enum Words {
    AHEAD,
    NOT_DISTINGUISHABLE,
    BEHIND,
    TOO_FEW_CONTROL_TRIALS;

    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// Where the search stands among as many random networks as it tried.
  ///
  /// @param value what the search reached
  /// @param percentile the share of searches at random that it beats, by bootstrap; 0..100
  /// @param difference to what a search at random reaches on average
  /// @param low lower end of the difference's 95 % interval, by bootstrap
  /// @param high upper end
  public record Place(
      double value, double percentile, double difference, double low, double high) {}

  /// The verdict on a search.
  ///
  /// @param search the rewards of the different networks that the search's own controller proposed
  /// @param control those of the control arm
  /// @param random for resampling: the same generator gives the same verdict
  public static Verdict of(double[] search, double[] control, RandomGenerator random) {
    requireFinite(search);
    requireFinite(control);
    if (search.length < FEW) {
      throw new IllegalArgumentException(
          "A verdict needs %d results of the search, but there are %d."
              .formatted(FEW, search.length));
    }
    if (control.length < FEW) {
      throw new IllegalArgumentException(
          "A verdict needs %d results of the control arm, but there are %d."
              .formatted(FEW, control.length));
    }
    return new Verdict(
        control.length < FEWEST_CONTROL
            ? Words.TOO_FEW_CONTROL_TRIALS
            : words(search, control, random),
        search.length,
        control.length,
        place(search, control, 1, random),
        place(search, control, FEW, random));
  }

  private static void requireFinite(double[] rewards) {
    for (double reward : rewards) {
      if (!Double.isFinite(reward)) {
        throw new IllegalArgumentException("Rewards are finite, but one is " + reward + ".");
      }
    }
  }

  /// Permutes which result is of which arm. Were the arms alike, each way would be as likely as the
  /// one that happened.
  private static Words words(double[] search, double[] control, RandomGenerator random) {
    var pooled = Arrays.copyOf(search, search.length + control.length);
    System.arraycopy(control, 0, pooled, search.length, control.length);
    int few = StrictMath.max(FEW, (int) (BEST_SHARE * search.length));
    var expected = new OrderStatistics(control.length, search.length, few);
    double happened = lead(pooled, search.length, few, expected);
    int higher = 0;
    int lower = 0;
    for (int i = 0; i < RESAMPLES; i++) {
      shuffle(pooled, random);
      double lead = lead(pooled, search.length, few, expected);
      higher += lead >= happened ? 1 : 0;
      lower += lead <= happened ? 1 : 0;
    }
    // What happened is one of the permutations itself.
    if ((higher + 1.0) / (RESAMPLES + 1) <= LEVEL) {
      return Words.AHEAD;
    }
    return (lower + 1.0) / (RESAMPLES + 1) <= LEVEL ? Words.BEHIND : Words.NOT_DISTINGUISHABLE;
  }

  /// The mean of the best few of the first `count` over that expected of as many drawn from the
  /// others.
  private static double lead(double[] pooled, int count, int few, OrderStatistics expected) {
    return meanOfBest(Arrays.copyOf(pooled, count), few)
        - expected.meanOfBest(Arrays.copyOfRange(pooled, count, pooled.length));
  }

  private static void shuffle(double[] values, RandomGenerator random) {
    for (int last = values.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      double swapped = values[last];
      values[last] = values[other];
      values[other] = swapped;
    }
  }

  private static Place place(double[] search, double[] control, int few, RandomGenerator random) {
    double value = meanOfBest(search, few);
    var drawn = new double[search.length];
    var differences = new double[RESAMPLES];
    double beaten = 0;
    for (int i = 0; i < RESAMPLES; i++) {
      draw(control, drawn, random);
      double reached = meanOfBest(drawn, few);
      beaten += reached < value ? 1 : reached == value ? 0.5 : 0;
      differences[i] = value - reached;
    }
    Arrays.sort(differences);
    return new Place(
        value,
        100 * beaten / RESAMPLES,
        Arrays.stream(differences).average().orElse(0),
        differences[(int) (LEVEL * RESAMPLES)],
        differences[(int) ((1 - LEVEL) * RESAMPLES)]);
  }

  private static void draw(double[] from, double[] drawn, RandomGenerator random) {
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = from[random.nextInt(from.length)];
    }
  }

  static double meanOfBest(double[] values, int few) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int i = 1; i <= few; i++) {
      sum += sorted[sorted.length - i];
    }
    return sum / few;
  }
}
