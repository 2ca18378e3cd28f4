package dev.archway.searchapi.result;

import dev.archway.controller.objective.Objective;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.trial.Trial;
import java.util.Map;
import java.util.Optional;

/// What trials are worth under their experiment's objective, from raw values.
final class Rewards {
  private Rewards() {}

  /// None before the trial is complete and the target known.
  static Optional<Double> of(Trial trial, Experiment experiment) {
    if (!trial.results().complete() || experiment.standing().targetMillis().isEmpty()) {
      return Optional.empty();
    }
    var objective =
        Objective.of(experiment.spec().objective(), experiment.standing().targetMillis().get());
    double latency = trial.results().measurement().orElseThrow().percentileMillis(0.5);
    return Optional.of(
        objective.reward(
            trial.results().training().orElseThrow().accuracy(),
            Map.of(Objective.LATENCY_MILLIS, latency)));
  }
}
