package dev.archway.searchapi.result;

import dev.archway.controller.objective.Objective;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trial.Figure;
import dev.archway.searchapi.trial.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the trials of one experiment are worth, from raw values.
final class Rewards {
  private final List<String> costs;
  private final Optional<Objective> objective;

  private Rewards(ObjectiveSpec spec, Optional<Objective> objective) {
    this.costs = costs(spec);
    this.objective = objective;
  }

  /// Under the experiment's own objective.
  static Rewards of(Experiment experiment) {
    return new Rewards(experiment.spec().objective(), experiment.objective());
  }

  /// Under another one, which nothing was searched with: what it asks for must have been found out
  /// about the experiment's trials.
  ///
  /// @param trials with all costs that it asks for
  static Rewards under(ObjectiveSpec spec, Experiment experiment, List<Figure> trials) {
    spec.latency().ifPresent(latency -> requireMeasured(latency, experiment));
    var targets = new HashMap<String, Double>();
    spec.targets().forEach((cost, target) -> targets.put(cost.text(), value(cost, target, trials)));
    return new Rewards(spec, Optional.of(Objective.of(spec, targets)));
  }

  /// The names of the costs that an objective asks for.
  static List<String> costs(ObjectiveSpec spec) {
    return spec.targets().keySet().stream().map(CostSpec::text).toList();
  }

  private static void requireMeasured(CostSpec.Latency asked, Experiment experiment) {
    var measured = experiment.spec().objective().latency();
    if (!measured.equals(Optional.of(asked))) {
      throw ProblemType.INVALID_REQUEST.because(
          "The objective asks for %s, but the experiment's trials were %s."
              .formatted(
                  asked, measured.map(m -> "measured as " + m).orElse("not measured at all")));
    }
  }

  private static double value(CostSpec cost, Target target, List<Figure> trials) {
    return switch (target) {
      case Target.Value fixed -> fixed.value();
      case Target.SameAs same ->
          trials.stream()
              .filter(trial ->
                  trial.origin() == TrialOrigin.BASELINE
                      && trial.name().equals(Optional.of(same.baseline())))
              .findFirst()
              .flatMap(trial -> Optional.ofNullable(trial.costs().get(cost.text())))
              .orElseThrow(() -> unknown(cost, same));
    };
  }

  private static ProblemException unknown(CostSpec cost, Target.SameAs same) {
    return ProblemType.INVALID_REQUEST.because(
        "The target of %s is that of baseline '%s', of which the experiment does not know it."
            .formatted(cost.text(), same.baseline()));
  }

  /// The costs that they follow from.
  List<String> costs() {
    return costs;
  }

  /// None before the trial has all that the objective asks for and every target is known.
  Optional<Double> of(Trial trial) {
    return trial.results().accuracy().flatMap(accuracy -> of(accuracy, trial.costs()));
  }

  /// The same, of the trial in short.
  Optional<Double> of(Figure trial) {
    return of(trial.accuracy(), trial.costs());
  }

  private Optional<Double> of(double accuracy, Map<String, Double> known) {
    return objective
        .filter(_ -> known.keySet().containsAll(costs))
        .map(formula -> formula.reward(accuracy, known));
  }
}
