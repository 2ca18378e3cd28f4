package dev.archway.controller;

/// The rule that proposals and observations share.
final class LogProbability {
  private LogProbability() {}

  static void require(double value) {
    if (!(value <= 0 && value > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A log-probability is finite and at most 0, but is " + value + ".");
    }
  }
}
