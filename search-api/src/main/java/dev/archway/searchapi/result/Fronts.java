package dev.archway.searchapi.result;

import dev.archway.controller.objective.ParetoFront;
import dev.archway.core.experiment.ParetoView;
import dev.archway.core.experiment.SummaryView;
import dev.archway.core.experiment.TrialPoint;
import dev.archway.core.experiment.TrialState;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.task.LeasedTime;
import dev.archway.searchapi.trial.Figure;
import dev.archway.searchapi.trial.Figures;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The trials that stand out among all of an experiment, from their figures alone.
@Component
class Fronts {
  private static final int MOST_COSTS = 10;

  private final Experiments experiments;
  private final Figures figures;
  private final LeasedTime leased;

  Fronts(Experiments experiments, Figures figures, LeasedTime leased) {
    this.experiments = experiments;
    this.figures = figures;
    this.leased = leased;
  }

  /// The front of accuracy and some costs; those of the objective if none are named.
  ParetoView pareto(UUID id, Optional<List<String>> asked) {
    var experiment = experiments.get(id);
    var rewards = Rewards.of(experiment);
    var costs = asked.map(names -> names.stream().distinct().toList()).orElse(rewards.costs());
    if (costs.size() > MOST_COSTS) {
      throw ProblemType.INVALID_REQUEST.because(
          "A front has up to %d costs, but is asked for %d.".formatted(MOST_COSTS, costs.size()));
    }
    var completed =
        completed(experiment, both(costs, rewards.costs()))
            .filter(trial -> trial.costs().keySet().containsAll(costs))
            .toList();
    var front =
        ParetoFront.of(
            completed,
            Figure::accuracy,
            costs.stream()
                .<ToDoubleFunction<Figure>>map(name -> trial -> cost(trial, name))
                .toList());
    return new ParetoView(
        costs, front.points().stream().map(trial -> point(trial, rewards, costs)).toList());
  }

  private static double cost(Figure trial, String name) {
    return Optional.ofNullable(trial.costs().get(name)).orElseThrow();
  }

  /// The best trial that costs no more than some limits.
  ///
  /// @param within such as `latencyMillis:5`; the experiment's targets if there are none
  Figure best(UUID id, List<String> within) {
    var experiment = experiments.get(id);
    var rewards = Rewards.of(experiment);
    var limits = limits(within);
    var best =
        limits.isEmpty()
            ? feasible(completed(experiment, rewards.costs()).toList(), experiment, rewards)
            : completed(experiment, limits.keySet())
                .filter(trial -> isWithin(trial, limits))
                .max(
                    Comparator.comparingDouble(Figure::accuracy)
                        .thenComparing(Comparator.comparingInt(Figure::number).reversed()));
    return best.orElseThrow(() ->
        ProblemType.NOT_FOUND.because(
            "Experiment %s has no completed trial within %s."
                .formatted(id, limits.isEmpty() ? experiment.standing().targets() : limits)));
  }

  private static Map<String, Double> limits(List<String> within) {
    var limits = new LinkedHashMap<String, Double>();
    for (var written : within) {
      int colon = written.lastIndexOf(':');
      try {
        limits.put(written.substring(0, colon), Double.parseDouble(written.substring(colon + 1)));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw ProblemType.INVALID_REQUEST.because(
            "Parameter within is a cost and a limit, such as latencyMillis:5, but is '%s'."
                .formatted(written));
      }
    }
    return limits;
  }

  private static boolean isWithin(Figure trial, Map<String, Double> limits) {
    return limits.entrySet().stream()
        .allMatch(limit -> {
          var cost = trial.costs().get(limit.getKey());
          return cost != null && cost <= limit.getValue();
        });
  }

  /// How many trials are in which state, the best, and what was spent.
  SummaryView summary(UUID id) {
    var experiment = experiments.get(id);
    var rewards = Rewards.of(experiment);
    var completed = completed(experiment, rewards.costs()).toList();
    var taken = leased.of(id);
    return new SummaryView(
        figures.states(id),
        rewarded(completed, rewards).map(trial -> point(trial, rewards, rewards.costs())),
        feasible(completed, experiment, rewards)
            .map(trial -> point(trial, rewards, rewards.costs())),
        taken.workerHours(),
        taken.deviceMinutes());
  }

  private static Optional<Figure> feasible(
      List<Figure> completed, Experiment experiment, Rewards rewards) {
    var targets = experiment.standing().targets();
    return targets.keySet().containsAll(rewards.costs())
        ? rewarded(completed.stream().filter(trial -> isWithin(trial, targets)).toList(), rewards)
        : Optional.empty();
  }

  /// The first of those with the highest reward.
  private static Optional<Figure> rewarded(List<Figure> some, Rewards rewards) {
    return some.stream()
        .filter(trial -> rewards.of(trial).isPresent())
        .max(
            Comparator.comparingDouble((Figure trial) -> rewards.of(trial).orElseThrow())
                .thenComparing(Comparator.comparingInt(Figure::number).reversed()));
  }

  private Stream<Figure> completed(Experiment experiment, Collection<String> costs) {
    return figures.of(experiment.id(), costs).stream()
        .filter(trial -> trial.state() == TrialState.COMPLETED);
  }

  private static Collection<String> both(List<String> some, List<String> others) {
    var all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  private static TrialPoint point(Figure trial, Rewards rewards, List<String> costs) {
    var shown = new LinkedHashMap<>(trial.costs());
    shown.keySet().retainAll(costs);
    return new TrialPoint(
        trial.id(),
        trial.number(),
        trial.origin(),
        trial.name(),
        trial.accuracy(),
        rewards.of(trial),
        shown);
  }
}
