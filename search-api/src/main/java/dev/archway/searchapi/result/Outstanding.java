package dev.archway.searchapi.result;

import dev.archway.core.experiment.TrialState;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.trial.Figure;
import dev.archway.searchapi.trial.Figures;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Tells which trials of an experiment people come back to.
@Component
public class Outstanding {
  private final Figures figures;
  private final Fronts fronts;

  Outstanding(Figures figures, Fronts fronts) {
    this.figures = figures;
    this.fronts = fronts;
  }

  /// The trials with the highest rewards and the front of accuracy and the objective's costs;
  /// absent as long as a target is unknown, so that nobody can say which they are.
  public Optional<Set<UUID>> of(Experiment experiment, int best) {
    if (experiment.objective().isEmpty()) {
      return Optional.empty();
    }
    var rewards = Rewards.of(experiment);
    var outstanding = new HashSet<UUID>();
    figures.of(experiment.id(), rewards.costs()).stream()
        .filter(trial -> trial.state() == TrialState.COMPLETED)
        .filter(trial -> rewards.of(trial).isPresent())
        .sorted(
            Comparator.comparingDouble((Figure trial) -> -rewards.of(trial).orElseThrow())
                .thenComparingInt(Figure::number))
        .limit(best)
        .forEach(trial -> outstanding.add(trial.id()));
    fronts
        .pareto(experiment.id(), Optional.empty())
        .points()
        .forEach(point -> outstanding.add(point.id()));
    return Optional.of(outstanding);
  }
}
