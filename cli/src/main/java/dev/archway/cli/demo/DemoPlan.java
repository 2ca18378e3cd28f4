package dev.archway.cli.demo;

import dev.archway.cli.local.OneMachine;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.space.Spaces;
import dev.archway.core.task.LatencySetting;
import java.util.Optional;

/// What a demo is to do.
///
/// @param trials proposed architectures; the baselines come on top
public record DemoPlan(
    NetworkSpace space, int trials, Dataset dataset, Recipe recipe, DemoFolder folder) {
  /// What two cores search in under eight minutes.
  public static final int DEFAULT_TRIALS = 8;

  /// The plan that an experiment of an earlier demo was made from; none if it is not one.
  static Optional<DemoPlan> of(ExperimentSpec spec, DemoFolder folder) {
    return Spaces.named(spec.space())
        .flatMap(space ->
            Dataset.named(spec.recipe().dataset())
                .map(data -> new DemoPlan(space, spec.trials(), data, spec.recipe(), folder)));
  }

  ExperimentSpec experiment(BaselineChoice baselines) {
    return new ExperimentSpec(
        folder.name(),
        space.name(),
        new ObjectiveSpec.LatencyProduct(
            OneMachine.NAME,
            LatencySetting.SINGLE,
            new Target.SameAs(baselines.target().spec().name()),
            ObjectiveSpec.LatencyProduct.SOFT,
            ObjectiveSpec.LatencyProduct.SOFT),
        RnnSpec.standard(),
        recipe,
        baselines.specs(),
        trials,
        Optional.empty(),
        folder.number());
  }
}
