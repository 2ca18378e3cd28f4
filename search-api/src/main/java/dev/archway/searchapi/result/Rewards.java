package dev.archway.searchapi.result;

import dev.archway.controller.objective.Objective;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.TrialPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// What the trials of one experiment are worth, from raw values.
final class Rewards {
  private final ObjectiveSpec spec;
  private final Optional<Objective> objective;

  private Rewards(ObjectiveSpec spec, Optional<Objective> objective) {
    this.spec = spec;
    this.objective = objective;
  }

  /// Under the experiment's own objective.
  static Rewards of(Experiment experiment) {
    return new Rewards(experiment.spec().objective(), experiment.objective());
  }

  /// Under another one, which nothing was searched with: what it asks for must have been found out
  /// about the experiment's trials.
  static Rewards under(ObjectiveSpec spec, Experiment experiment, List<Trial> trials) {
    spec.latency().ifPresent(latency -> requireMeasured(latency, experiment));
    var targets = new HashMap<String, Double>();
    spec.targets().forEach((cost, target) -> targets.put(cost.text(), value(cost, target, trials)));
    return new Rewards(spec, Optional.of(Objective.of(spec, targets)));
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

  private static double value(CostSpec cost, Target target, List<Trial> trials) {
    return switch (target) {
      case Target.Value fixed -> fixed.value();
      case Target.SameAs same ->
          trials.stream()
              .filter(trial ->
                  trial.plan().source() instanceof TrialPlan.Baseline baseline
                      && baseline.name().equals(same.baseline()))
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

  /// None before the trial has all that the objective asks for and every target is known.
  Optional<Double> of(Trial trial) {
    return trial.results().suffice(spec)
        ? objective.map(
            known -> known.reward(trial.results().accuracy().orElseThrow(), trial.costs()))
        : Optional.empty();
  }
}
