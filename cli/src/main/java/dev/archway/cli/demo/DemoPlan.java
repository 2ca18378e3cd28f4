package dev.archway.cli.demo;

import dev.archway.cli.local.OneMachine;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.task.LatencySetting;
import java.util.Optional;

/// What a demo is to do.
///
/// @param given the space, as it is told to the service
/// @param trials proposed architectures; the baselines come on top
public record DemoPlan(
    GivenSpace given, int trials, Dataset dataset, Recipe recipe, DemoFolder folder) {
  /// What two cores search in under eight minutes.
  public static final int DEFAULT_TRIALS = 8;

  /// How much latency counts.
  static final Exponents EXPONENTS = Exponents.SOFT;

  /// A new demo's plan.
  public static DemoPlan of(GivenSpace given, int trials, Dataset dataset, DemoFolder folder) {
    var recipe = SpaceSizes.of(given.networks(), dataset).recipe(dataset);
    return new DemoPlan(given, trials, dataset, recipe, folder);
  }

  /// The plan that an experiment of an earlier demo was made from; none if it is not one.
  static Optional<DemoPlan> of(ExperimentSpec spec, DemoFolder folder) {
    return Dataset.named(spec.recipe().dataset())
        .map(data -> new DemoPlan(spec.space(), spec.trials(), data, spec.recipe(), folder));
  }

  /// The space that is searched.
  public NetworkSpace space() {
    return given.networks();
  }

  ExperimentSpec experiment(BaselineChoice baselines) {
    return new ExperimentSpec(
        folder.name(),
        given,
        ObjectiveSpec.Product.of(
            new CostSpec.Latency(OneMachine.NAME, LatencySetting.SINGLE),
            new Target.SameAs(baselines.target().spec().name()),
            EXPONENTS),
        RnnSpec.standard(),
        Optional.empty(),
        recipe,
        baselines.specs(),
        trials,
        Optional.empty(),
        folder.number());
  }
}
