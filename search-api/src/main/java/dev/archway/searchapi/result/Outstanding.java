package dev.archway.searchapi.result;

import dev.archway.controller.objective.ParetoFront;
import dev.archway.core.experiment.TrialState;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.trial.Figure;
import dev.archway.searchapi.trial.Figures;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/// Tells which trials of an experiment people come back to.
@Component
public class Outstanding {
  private final Figures figures;

  Outstanding(Figures figures) {
    this.figures = figures;
  }

  /// The trials with the highest rewards and the front of accuracy and the objective's costs;
  /// absent as long as a target is unknown, so that nobody can say which they are.
  public Optional<Set<UUID>> of(Experiment experiment, int best) {
    if (experiment.objective().isEmpty()) {
      return Optional.empty();
    }
    var rewards = Rewards.of(experiment);
    var rewarded =
        figures.of(experiment.id(), rewards.costs()).stream()
            .filter(trial -> trial.state() == TrialState.COMPLETED)
            .filter(trial -> rewards.of(trial).isPresent())
            .toList();
    var outstanding = new HashSet<UUID>();
    rewarded.stream()
        .sorted(
            Comparator.comparingDouble((Figure trial) -> -rewards.of(trial).orElseThrow())
                .thenComparingInt(Figure::number))
        .limit(best)
        .forEach(trial -> outstanding.add(trial.id()));
    ParetoFront.of(
            rewarded,
            Figure::accuracy,
            rewards.costs().stream()
                .<ToDoubleFunction<Figure>>map(
                    name -> trial -> Optional.ofNullable(trial.costs().get(name)).orElseThrow())
                .toList())
        .points()
        .forEach(trial -> outstanding.add(trial.id()));
    return Optional.of(outstanding);
  }
}
