package dev.archway.device;

import java.util.List;

/// A few runs in a row.
///
/// @param samplesMillis what each took, in the order in which they were taken
/// @param medianMillis the upper median of the samples
record Round(List<Double> samplesMillis, double medianMillis) {
  /// The round of at least one sample.
  static Round of(List<Double> samplesMillis) {
    var kept = List.copyOf(samplesMillis);
    if (kept.isEmpty()) {
      throw new IllegalArgumentException("A round has at least one sample.");
    }
    return new Round(kept, kept.stream().sorted().toList().get(kept.size() / 2));
  }
}
