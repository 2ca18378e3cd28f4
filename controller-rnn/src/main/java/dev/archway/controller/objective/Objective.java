package dev.archway.controller.objective;

import dev.archway.core.experiment.ObjectiveSpec;

/// The reward of a trial, from its raw values: `ACC x (LAT/T)^w` with `w = alpha` where LAT <= T
/// and `w = beta` above (Tan et al. 2019, eq. 2 and 3).
///
/// @param targetMillis T, the latency aimed at
public record Objective(double targetMillis, double alpha, double beta) {
  public Objective {
    if (!(targetMillis > 0 && targetMillis < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A target latency is finite and above 0 ms, but is " + targetMillis + ".");
    }
    if (!(alpha <= 0 && beta <= 0)) {
      throw new IllegalArgumentException(
          "The exponents alpha and beta are at most 0, so that slower is never better, but are "
              + (alpha + " and " + beta + "."));
    }
  }

  /// The objective as written down, with its target resolved to milliseconds.
  public static Objective of(ObjectiveSpec spec, double targetMillis) {
    return switch (spec) {
      case ObjectiveSpec.LatencyProduct product ->
          new Objective(targetMillis, product.alpha(), product.beta());
    };
  }

  /// What a trial is worth.
  ///
  /// @param accuracy a share, 0..1
  /// @param latencyMillis the p50 on the objective's device
  public double reward(double accuracy, double latencyMillis) {
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException("An accuracy lies in 0..1, but is " + accuracy + ".");
    }
    if (!(latencyMillis > 0 && latencyMillis < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A latency is finite and above 0 ms, but is " + latencyMillis + ".");
    }
    double exponent = latencyMillis <= targetMillis ? alpha : beta;
    return accuracy * StrictMath.pow(latencyMillis / targetMillis, exponent);
  }
}
