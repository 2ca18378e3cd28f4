package dev.archway.core.experiment;

import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import java.util.List;
import java.util.Optional;

/// A user's run: space + objective + controller + recipe + budget.
///
/// @param evaluation the recipe, or that a program of one's own takes the trials
/// @param control what the controller is held against
/// @param trials how many different proposed architectures are tried, those of the control arm
///   included; baselines are not counted
/// @param parallelism how many trials may be under way at once; by default the registered slots + 1
/// @param seed decides every proposal, given the results
public record ExperimentSpec(
    String name,
    GivenSpace space,
    ObjectiveSpec objective,
    ControllerSpec controller,
    Optional<ControlArm> control,
    EvaluationSpec evaluation,
    List<BaselineSpec> baselines,
    int trials,
    Optional<Integer> parallelism,
    long seed) {
  public ExperimentSpec {
    baselines = List.copyOf(baselines);
    if (trials < 1 || trials > 1_000_000) {
      throw new IllegalArgumentException(
          "An experiment has 1..1000000 trials, but is asked for " + trials + ".");
    }
    if (parallelism.isPresent() && (parallelism.get() < 1 || parallelism.get() > 10_000)) {
      throw new IllegalArgumentException(
          "An experiment's parallelism lies in 1..10000, but is " + parallelism.get() + ".");
    }
  }

  /// How trials are trained, if Archway trains them.
  public Optional<Recipe> recipe() {
    return switch (evaluation) {
      case EvaluationSpec.Training training -> Optional.of(training.recipe());
      case EvaluationSpec.Own _ -> Optional.empty();
    };
  }

  /// Who proposes the next trial.
  ///
  /// @param proposed how many were proposed so far, repeats not counted
  public Arm nextArm(int proposed) {
    return control.filter(arm -> arm.isNext(proposed)).isPresent() ? Arm.CONTROL : Arm.SEARCH;
  }

  /// The arms that there are.
  public List<Arm> arms() {
    return control.isPresent() ? List.of(Arm.values()) : List.of(Arm.SEARCH);
  }

  /// Who decides what an arm proposes.
  public ControllerSpec controllerOf(Arm arm) {
    return switch (arm) {
      case SEARCH -> controller;
      case CONTROL -> control.orElseThrow().controller();
    };
  }
}
