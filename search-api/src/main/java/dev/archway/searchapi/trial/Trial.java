package dev.archway.searchapi.trial;

import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.TaskOutcome;
import java.util.HashMap;
import java.util.Map;
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

  /// All that it costs, as far as it is known, by the names that objectives give to costs. What
  /// Archway itself knows stands before what a user's evaluator reports by the same name.
  public Map<String, Double> costs() {
    var costs = new HashMap<String, Double>();
    results.evaluation().ifPresent(reported -> costs.putAll(reported.costs()));
    plan.costs().forEach((cost, amount) -> costs.put(cost.text(), (double) amount));
    results
        .measurement()
        .ifPresent(taken -> costs.put(CostSpec.LATENCY_MILLIS, taken.percentileMillis(0.5)));
    return costs;
  }

  /// What has been found out so far.
  public record Results(
      Optional<TaskOutcome.Trained> training,
      Optional<TaskOutcome.Evaluated> evaluation,
      Optional<Measurement> measurement,
      Optional<Double> testAccuracy) {
    /// Whether nothing that an objective needs is missing.
    public boolean suffice(ObjectiveSpec objective) {
      return accuracy().isPresent() && (measurement.isPresent() || objective.latency().isEmpty());
    }

    /// Of the validation images, or as the user's own evaluator reported it.
    public Optional<Double> accuracy() {
      return training
          .map(TaskOutcome.Trained::accuracy)
          .or(() -> evaluation.map(TaskOutcome.Evaluated::accuracy));
    }
  }
}
