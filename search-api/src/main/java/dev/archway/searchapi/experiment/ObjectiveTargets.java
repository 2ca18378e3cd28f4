package dev.archway.searchapi.experiment;

import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What an objective aims at, as far as it is known before anything was measured.
final class ObjectiveTargets {
  private ObjectiveTargets() {}

  /// The targets by their costs' names: all but what is to be found out about a baseline.
  static Map<String, Double> atStart(ExperimentSpec spec) {
    var known = new HashMap<String, Double>();
    spec.objective()
        .targets()
        .forEach((cost, target) ->
            value(cost, target, spec).ifPresent(value -> known.put(cost.text(), value)));
    return known;
  }

  private static Optional<Double> value(CostSpec cost, Target target, ExperimentSpec spec) {
    return switch (target) {
      case Target.Value fixed -> Optional.of(fixed.value());
      case Target.SameAs same ->
          switch (cost) {
            case CostSpec.Latency _, CostSpec.Reported _ -> Optional.empty();
            case CostSpec.Analytic analytic ->
                Optional.ofNullable(costs(same, spec).get(analytic.cost())).map(Long::doubleValue);
          };
    };
  }

  private static Map<AnalyticCost, Long> costs(Target.SameAs same, ExperimentSpec spec) {
    var images = spec.evaluation().images().orElseThrow();
    return AnalyticCost.of(baseline(same, spec).architecture(images.shape()).expand(images));
  }

  private static BaselineSpec baseline(Target.SameAs same, ExperimentSpec spec) {
    return spec.baselines().stream()
        .filter(baseline -> baseline.name().equals(same.baseline()))
        .findFirst()
        .orElseThrow();
  }
}
