package dev.archway.controller.replay;

/// A mean over independent samples, such as searches with different seeds, and how sure it is.
///
/// @param standardError the sample standard deviation over the root of `count`
public record MeanEstimate(int count, double mean, double standardError) {
  /// The 97.5 % quantile of the standard normal distribution.
  private static final double NORMAL = 1.959963984540054;

  /// Those of Student's t with 1 and 2 degrees of freedom, where the series is not good enough.
  private static final double[] FEWEST = {12.7062, 4.30265};

  public MeanEstimate {
    if (count < 2) {
      throw new IllegalArgumentException(
          "A mean with a standard error takes at least 2 samples, but there are " + count + ".");
    }
  }

  public static MeanEstimate of(double... samples) {
    double sum = 0;
    for (double sample : samples) {
      sum += sample;
    }
    double mean = sum / samples.length;
    double squares = 0;
    for (double sample : samples) {
      squares += (sample - mean) * (sample - mean);
    }
    double variance = squares / (samples.length - 1);
    return new MeanEstimate(samples.length, mean, StrictMath.sqrt(variance / samples.length));
  }

  /// The mean of `these[i] - others[i]`: what seeds have in common falls out of pairs.
  public static MeanEstimate ofDifferences(double[] these, double[] others) {
    if (these.length != others.length) {
      throw new IllegalArgumentException(
          "Pairs have two sides, but there are %d and %d samples."
              .formatted(these.length, others.length));
    }
    var differences = new double[these.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = these[i] - others[i];
    }
    return of(differences);
  }

  /// The lower end of the 95 % interval (Student's t).
  public double low() {
    return mean - quantile() * standardError;
  }

  /// The upper end of the 95 % interval (Student's t).
  public double high() {
    return mean + quantile() * standardError;
  }

  /// The 97.5 % quantile of Student's t, by its series around the normal one (Abramowitz and Stegun
  /// 1964, 26.7.5): to three decimals from 3 degrees of freedom on, and better with more.
  private double quantile() {
    int freedom = count - 1;
    if (freedom <= FEWEST.length) {
      return FEWEST[freedom - 1];
    }
    double x = NORMAL;
    double square = x * x;
    double first = x * (square + 1) / 4;
    double second = x * ((5 * square + 16) * square + 3) / 96;
    double third = x * (((3 * square + 19) * square + 17) * square - 15) / 384;
    double fourth =
        x * ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160;
    return x + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom;
  }
}
