package dev.archway.core.task;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;

/// How a task ended: exactly one of these, never a mixture.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface TaskOutcome {

  /// The network was trained.
  ///
  /// @param epochs one entry an epoch, the last of which gives the trial's accuracy
  @JsonTypeName("trained")
  record Trained(List<EpochMetrics> epochs, List<ArtifactReference> artifacts)
      implements TaskOutcome {
    public Trained {
      epochs = List.copyOf(epochs);
      artifacts = List.copyOf(artifacts);
      if (epochs.isEmpty()) {
        throw new IllegalArgumentException("A trained network has at least one epoch.");
      }
      if (artifacts.stream().anyMatch(a -> a.role() == ArtifactReference.Role.CHECKPOINT)) {
        throw new IllegalArgumentException("A checkpoint belongs to a task, not to its outcome.");
      }
    }

    /// Validation accuracy after the last epoch.
    public double accuracy() {
      return epochs.getLast().validationAccuracy();
    }

    /// Images a second over all epochs.
    public double imagesPerSecond() {
      return epochs.size() / epochs.stream().mapToDouble(e -> 1 / e.imagesPerSecond()).sum();
    }
  }

  /// The architecture was evaluated by a program of the user's own.
  ///
  /// @param metrics by name; `accuracy`, a share, is what the objective weighs
  /// @param costs by name, each above 0
  @JsonTypeName("evaluated")
  record Evaluated(Map<String, Double> metrics, Map<String, Double> costs) implements TaskOutcome {
    /// The metric that makes an architecture good.
    public static final String ACCURACY = "accuracy";

    private static final int MOST = 100;

    public Evaluated {
      metrics = named("metrics", metrics);
      costs = named("costs", costs);
      var accuracy = metrics.get(ACCURACY);
      if (accuracy == null || !(accuracy >= 0 && accuracy <= 1)) {
        throw new IllegalArgumentException(
            "An evaluation has a metric 'accuracy' in 0..1, but it is " + accuracy + ".");
      }
      costs.forEach((name, cost) -> {
        if (!(cost > 0)) {
          throw new IllegalArgumentException(
              "A cost lies above 0, but '%s' is %s.".formatted(name, cost));
        }
      });
    }

    private static Map<String, Double> named(String what, Map<String, Double> values) {
      if (values.size() > MOST) {
        throw new IllegalArgumentException(
            "An evaluation has at most %d %s, but %d.".formatted(MOST, what, values.size()));
      }
      values.forEach((name, value) -> {
        if (name.isBlank() || name.length() > 100 || !Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "Each of an evaluation's %s has a name of 1 to 100 characters and a finite value, but '%s' is %s."
                  .formatted(what, name, value));
        }
      });
      return Map.copyOf(values);
    }

    public double accuracy() {
      return metrics.getOrDefault(ACCURACY, Double.NaN);
    }
  }

  /// The network was timed.
  @JsonTypeName("measured")
  record Measured(Measurement measurement) implements TaskOutcome {}

  /// The weights were run over the test images.
  @JsonTypeName("tested")
  record Tested(double accuracy, int images) implements TaskOutcome {}

  /// The network itself cannot be trained or timed, whoever tries: it diverges, it does not fit.
  @JsonTypeName("infeasible")
  record Infeasible(String reason) implements TaskOutcome {}

  /// The attempt broke; the network may be fine.
  @JsonTypeName("failed")
  record Failed(FailureCategory category, String reason) implements TaskOutcome {}
}
