package dev.archway.searchapi.result;

import dev.archway.core.experiment.TrialOrigin;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.trial.Figure;
import dev.archway.searchapi.trial.Figures;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// How far a search has come, by the rewards of what it proposed.
@Component
public class Progress {
  private final Figures figures;

  Progress(Figures figures) {
    this.figures = figures;
  }

  /// The best so far.
  ///
  /// @param trial its number
  /// @param since how many proposed trials have ended after it
  public record Reached(int trial, double best, int since) {}

  /// None before a proposed trial has a reward. What has ended without one brought nothing better,
  /// either.
  public Optional<Reached> of(Experiment experiment) {
    var rewards = Rewards.of(experiment);
    int place = 0;
    int bestPlace = 0;
    Optional<Reached> best = Optional.empty();
    for (var trial : ended(experiment, rewards)) {
      place++;
      var reward = rewards.of(trial);
      if (reward.isPresent() && (best.isEmpty() || reward.get() > best.get().best())) {
        best = Optional.of(new Reached(trial.number(), reward.get(), 0));
        bestPlace = place;
      }
    }
    int without = Math.max(0, experiment.standing().counters().finished() - place);
    int since = place + without - bestPlace;
    return best.map(reached -> new Reached(reached.trial(), reached.best(), since));
  }

  private List<Figure> ended(Experiment experiment, Rewards rewards) {
    return figures.of(experiment.id(), rewards.costs()).stream()
        .filter(trial ->
            trial.origin() == TrialOrigin.CONTROLLER || trial.origin() == TrialOrigin.CONTROL)
        .toList();
  }
}
