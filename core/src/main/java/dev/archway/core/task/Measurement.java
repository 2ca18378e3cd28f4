package dev.archway.core.task;

import java.util.List;

/// The raw latency samples of one network on one device, with the conditions they were taken in.
///
/// @param exclusive whether everything else of ours on that machine stood still meanwhile
public record Measurement(
    List<Sample> samples, LatencySetting setting, boolean exclusive, Platform platform) {

  /// One run of the network.
  ///
  /// @param millis its wall time as it was
  /// @param slowdown how many times as long as on the undisturbed device a run took just then, told
  ///   by a canary network that was run right before and after; 1 where nobody knows
  public record Sample(double millis, double slowdown) {
    public Sample {
      if (!(millis > 0 && millis < 600_000)) {
        throw new IllegalArgumentException(
            "A latency sample lies above 0 and below 600000 ms, but is " + millis + ".");
      }
      if (!(slowdown > 0.01 && slowdown < 100)) {
        throw new IllegalArgumentException(
            "A slowdown lies between 0.01 and 100, but is " + slowdown + ".");
      }
    }

    /// What the run would have taken on the undisturbed device.
    public double undisturbedMillis() {
      return millis / slowdown;
    }
  }

  /// What ran the network, and on what.
  public record Platform(String name, String version, String processor) {}

  public Measurement {
    samples = List.copyOf(samples);
    if (samples.size() < 10) {
      throw new IllegalArgumentException(
          "A measurement has at least 10 samples, but " + samples.size() + ".");
    }
  }

  /// The latency on the undisturbed device below or at which a share of the samples lies, by linear
  /// interpolation between them.
  public double percentileMillis(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "A percentile's share lies in 0..1, but is " + share + ".");
    }
    var sorted = samples.stream().map(Sample::undisturbedMillis).sorted().toList();
    double position = share * (sorted.size() - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
  }
}
