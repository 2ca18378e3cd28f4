package dev.archway.core.experiment;

import dev.archway.core.task.Measurement;

/// A measurement in short.
///
/// @param samples how many runs were timed
/// @param exclusive whether everything else of ours on that machine stood still meanwhile
public record LatencyView(double p50, double p90, int samples, boolean exclusive) {
  public static LatencyView of(Measurement measurement) {
    return new LatencyView(
        measurement.percentileMillis(0.5),
        measurement.percentileMillis(0.9),
        measurement.samples().size(),
        measurement.exclusive());
  }
}
