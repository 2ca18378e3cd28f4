package dev.archway.core.task;

import java.util.List;

/// The raw latency samples of one network on one device, with the conditions they were taken in.
///
/// @param exclusive whether everything else of ours on that machine stood still meanwhile
public record Measurement(
    List<Double> samplesMillis, LatencySetting setting, boolean exclusive, Platform platform) {

  /// What ran the network, and on what.
  public record Platform(String name, String version, String processor) {}

  public Measurement {
    samplesMillis = List.copyOf(samplesMillis);
    if (samplesMillis.size() < 10) {
      throw new IllegalArgumentException(
          "A measurement has at least 10 samples, but " + samplesMillis.size() + ".");
    }
    for (double sample : samplesMillis) {
      if (!(sample > 0 && sample < 600_000)) {
        throw new IllegalArgumentException(
            "A latency sample lies above 0 and below 600000 ms, but is " + sample + ".");
      }
    }
  }

  /// The value below or at which a share of the samples lies, by linear interpolation between them.
  public double percentileMillis(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "A percentile's share lies in 0..1, but is " + share + ".");
    }
    var sorted = samplesMillis.stream().sorted().toList();
    double position = share * (sorted.size() - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
  }
}
