package dev.archway.cli.demo;

import dev.archway.cli.local.OneMachine;
import dev.archway.core.experiment.ControlArm;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.task.LatencySetting;
import java.util.Optional;

/// What a demo is to do.
///
/// @param given the space, as it is told to the service
/// @param trials proposed architectures, those of a control arm included; the baselines come on top
public record DemoPlan(
    GivenSpace given, Arms arms, int trials, Dataset dataset, Recipe recipe, DemoFolder folder) {
  /// What two cores search in under eight minutes.
  public static final int DEFAULT_TRIALS = 8;

  /// The rest of each network's minute goes to the held-out images.
  private static final double TRAINING_SECONDS = 50;

  /// Fewer teach no network anything.
  private static final int FEWEST_IMAGES = 2_000;

  /// How much latency counts.
  static final Exponents EXPONENTS = Exponents.SOFT;

  /// Who proposes.
  ///
  /// @param control what the search is held against
  public record Arms(ControllerSpec search, Optional<ControlArm> control) {
    /// The default RNN and nothing else.
    public static final Arms DEFAULT = new Arms(RnnSpec.standard(), Optional.empty());
  }

  /// A new demo's plan.
  ///
  /// @param images that each network is trained on
  public static DemoPlan of(
      GivenSpace given, Arms arms, int trials, Dataset dataset, int images, DemoFolder folder) {
    var most = Recipe.demo(dataset.name());
    return new DemoPlan(
        given, arms, trials, dataset, most.withImages(images, most.validationImages()), folder);
  }

  /// A network of a space by which to tell how fast a machine trains what is searched.
  public static Network example(GivenSpace given, Dataset dataset) {
    return SpaceSizes.middle(given.networks(), dataset);
  }

  /// Images, in thousands, that a minute of one slot is enough for with the validation, within what
  /// the demo's recipe has and what teaches a network anything.
  ///
  /// @param imagesPerSecond how fast a slot trains
  public static int imagesOfAMinute(double imagesPerSecond, Dataset dataset) {
    int images = 1000 * (int) (TRAINING_SECONDS * imagesPerSecond / 1000);
    return Math.clamp(images, FEWEST_IMAGES, Recipe.demo(dataset.name()).trainImages());
  }

  /// The plan that an experiment of an earlier demo was made from; none if it is not one.
  static Optional<DemoPlan> of(ExperimentSpec spec, DemoFolder folder) {
    return spec.recipe()
        .flatMap(recipe ->
            Dataset.named(recipe.dataset())
                .map(data ->
                    new DemoPlan(
                        spec.space(),
                        new Arms(spec.controller(), spec.control()),
                        spec.trials(),
                        data,
                        recipe,
                        folder)));
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
        arms.search(),
        arms.control(),
        new EvaluationSpec.Training(recipe),
        baselines.specs(),
        trials,
        Optional.empty(),
        folder.number());
  }
}
