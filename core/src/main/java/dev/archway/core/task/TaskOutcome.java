package dev.archway.core.task;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

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
