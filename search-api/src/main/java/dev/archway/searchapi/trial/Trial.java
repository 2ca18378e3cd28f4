package dev.archway.searchapi.trial;

import dev.archway.core.experiment.TrialState;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.TaskOutcome;
import java.util.Optional;
import java.util.UUID;

/// A trial as the service's features know it.
///
/// @param number counted from 1 within the experiment
/// @param reason why it ended without a result
/// @param learnedBy the policy version whose update learned from it
public record Trial(
    UUID id,
    UUID experiment,
    int number,
    TrialPlan plan,
    TrialState state,
    Optional<String> reason,
    Results results,
    Optional<Integer> learnedBy) {

  /// What has been found out so far.
  public record Results(
      Optional<TaskOutcome.Trained> training,
      Optional<Measurement> measurement,
      Optional<Double> testAccuracy) {
    /// Whether nothing that the objective needs is missing.
    public boolean complete() {
      return training.isPresent() && measurement.isPresent();
    }
  }
}
