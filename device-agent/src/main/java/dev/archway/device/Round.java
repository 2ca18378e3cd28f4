package dev.archway.device;

import java.util.List;

/// A few runs in a row between two of the canary.
///
/// @param samplesMillis what each took, in the order in which they were taken
/// @param canaryBeforeMillis what the canary took right before, and then right after
record Round(List<Double> samplesMillis, double canaryBeforeMillis, double canaryAfterMillis) {
  Round {
    samplesMillis = List.copyOf(samplesMillis);
    if (samplesMillis.isEmpty()) {
      throw new IllegalArgumentException("A round has at least one sample.");
    }
  }

  /// The upper median of the samples, in runs of the canary.
  double medianCanaries() {
    double median = samplesMillis.stream().sorted().toList().get(samplesMillis.size() / 2);
    return median / meanCanaryMillis();
  }

  /// The slower run of the canary.
  double worstCanaryMillis() {
    return Math.max(canaryBeforeMillis, canaryAfterMillis);
  }

  double meanCanaryMillis() {
    return (canaryBeforeMillis + canaryAfterMillis) / 2;
  }
}
