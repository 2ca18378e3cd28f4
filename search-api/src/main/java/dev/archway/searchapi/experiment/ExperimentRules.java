package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.space.Spaces;
import dev.archway.core.task.Precision;
import dev.archway.core.zoo.Zoo;
import dev.archway.searchapi.fleet.Fleet;
import dev.archway.searchapi.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// What an experiment must fulfil beyond what its records check themselves: the names it uses exist
/// and its parts fit together.
@Component
class ExperimentRules {
  /// Faults do not depend on the image; with an unknown data set there is none to ask for.
  private static final FeatureShape ANY_IMAGE = new FeatureShape(3, 32, 32);

  private final Fleet fleet;

  ExperimentRules(Fleet fleet) {
    this.fleet = fleet;
  }

  /// Refuses an experiment that cannot run, listing all faults at once.
  void check(ExperimentSpec spec) {
    var faults = new ArrayList<String>();
    if (spec.name().isBlank() || spec.name().length() > 200) {
      faults.add("name must have 1 to 200 characters");
    }
    if (Spaces.named(spec.space()).isEmpty()) {
      var known = Spaces.all().stream().map(NetworkSpace::name).toList();
      faults.add("space '" + spec.space() + "' is unknown; known are " + known);
    }
    checkRecipe(spec.recipe(), faults);
    checkBaselines(spec, faults);
    checkObjective(spec, faults);
    if (!faults.isEmpty()) {
      throw ProblemType.INVALID_REQUEST.because(String.join("; ", faults) + ".");
    }
  }

  private static void checkRecipe(Recipe recipe, List<String> faults) {
    var dataset = Dataset.named(recipe.dataset());
    if (dataset.isEmpty()) {
      var known = Dataset.all().stream().map(Dataset::name).toList();
      faults.add("recipe.dataset '" + recipe.dataset() + "' is unknown; known are " + known);
    } else if (recipe.trainImages() + (long) recipe.validationImages()
        > dataset.get().trainImages()) {
      faults.add(
          "recipe.trainImages %d and recipe.validationImages %d together exceed the %d of %s"
              .formatted(
                  recipe.trainImages(),
                  recipe.validationImages(),
                  dataset.get().trainImages(),
                  recipe.dataset()));
    }
  }

  private static void checkBaselines(ExperimentSpec spec, List<String> faults) {
    var names = spec.baselines().stream().map(BaselineSpec::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      faults.add("baselines " + names + " name one network twice");
    }
    var image = Dataset.named(spec.recipe().dataset()).map(Dataset::image).orElse(ANY_IMAGE);
    for (var baseline : spec.baselines()) {
      try {
        if (Zoo.named(baseline.network(), baseline.width(), image).isEmpty()) {
          faults.add(
              "baseline network '" + baseline.network() + "' is unknown; known are " + Zoo.names());
        }
      } catch (IllegalArgumentException e) {
        // A family that comes in some widths only.
        faults.add(
            "baseline "
                + baseline.name()
                + ": "
                + String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
      }
    }
  }

  private void checkObjective(ExperimentSpec spec, List<String> faults) {
    switch (spec.objective()) {
      case ObjectiveSpec.LatencyProduct product -> {
        if (!fleet.knowsDevice(product.device())) {
          faults.add(
              "objective.device '" + product.device() + "' is unknown: start its agent first");
        }
        if (product.setting().precision() != Precision.FLOAT32) {
          faults.add("objective.setting.precision must be FLOAT32");
        }
        if (product.target() instanceof Target.SameAs same
            && spec.baselines().stream().noneMatch(b -> b.name().equals(same.baseline()))) {
          faults.add(
              "objective.target names baseline '%s', which is not among the experiment's baselines %s"
                  .formatted(
                      same.baseline(), spec.baselines().stream().map(BaselineSpec::name).toList()));
        }
      }
    }
  }
}
