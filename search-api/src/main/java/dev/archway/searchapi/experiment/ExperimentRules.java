package dev.archway.searchapi.experiment;

import dev.archway.core.definition.InvalidDefinitionException;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.task.Precision;
import dev.archway.searchapi.fleet.Fleet;
import dev.archway.searchapi.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What an experiment must fulfil beyond what its records check themselves: the names it uses exist
/// and its parts fit together.
@Component
class ExperimentRules {
  /// Faults do not depend on the image; with an unknown data set there is none to ask for.
  private static final FeatureShape ANY_IMAGE = new FeatureShape(3, 32, 32);

  private static final int ANY_CLASSES = 10;

  private static final int SAMPLE = 100;
  private static final long SAMPLE_SEED = 1;

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
    checkSpace(spec, faults);
    checkRecipe(spec.recipe(), faults);
    checkBaselines(spec, faults);
    checkObjective(spec, faults);
    if (!faults.isEmpty()) {
      throw ProblemType.INVALID_REQUEST.because(String.join("; ", faults) + ".");
    }
  }

  private static void checkSpace(ExperimentSpec spec, List<String> faults) {
    try {
      var space = spec.space().networks();
      Dataset.named(spec.recipe().dataset()).ifPresent(data -> checkFit(space, data, faults));
    } catch (InvalidDefinitionException e) {
      e.faults().forEach(fault -> faults.add("space: " + clause(fault)));
    }
  }

  /// Whether some networks of the space, drawn at random, take the data set's images.
  private static void checkFit(NetworkSpace space, Dataset dataset, List<String> faults) {
    var random = new SplittableRandom(SAMPLE_SEED);
    for (int i = 0; i < SAMPLE; i++) {
      var choices = space.decisions().sample(random);
      try {
        var network = space.decode(choices).expand(dataset.image(), dataset.classes().size());
        if (!network.input().equals(dataset.image())) {
          faults.add(misfit("space '" + space.name() + "'", network, dataset));
          return;
        }
      } catch (IllegalArgumentException e) {
        faults.add(
            "space '%s' has a network that images of %s do not fit: %s"
                .formatted(space.name(), dataset.name(), clause(e.getMessage())));
        return;
      }
    }
  }

  private static String misfit(String what, Network network, Dataset dataset) {
    return "%s has networks for images of %s, but those of %s are of %s and workers do not resize them"
        .formatted(what, network.input(), dataset.name(), dataset.image());
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
    var dataset = Dataset.named(spec.recipe().dataset());
    var image = dataset.map(Dataset::image).orElse(ANY_IMAGE);
    int classes = dataset.map(d -> d.classes().size()).orElse(ANY_CLASSES);
    for (var baseline : spec.baselines()) {
      try {
        var network = baseline.architecture(image).expand(image, classes);
        if (!network.input().equals(image)) {
          faults.add(misfit("baseline " + baseline.name(), network, dataset.orElseThrow()));
        }
      } catch (IllegalArgumentException e) {
        // No such network, or a family that comes in some widths only.
        faults.add("baseline " + baseline.name() + ": " + clause(e.getMessage()));
      }
    }
  }

  /// A sentence as a part of one that lists several.
  private static String clause(@Nullable String sentence) {
    return String.valueOf(sentence).replaceFirst("\\.$", "");
  }

  private void checkObjective(ExperimentSpec spec, List<String> faults) {
    switch (spec.objective()) {
      case ObjectiveSpec.Accuracy _ -> {}
      case ObjectiveSpec.Product product -> {
        for (int i = 0; i < product.terms().size(); i++) {
          var term = product.terms().get(i);
          checkCost("objective.terms[%d].cost".formatted(i), term.cost(), faults);
          checkTarget("objective.terms[%d].target".formatted(i), term.target(), spec, faults);
        }
      }
      case ObjectiveSpec.Absolute absolute -> {
        checkCost("objective.cost", absolute.cost(), faults);
        checkTarget("objective.target", absolute.target(), spec, faults);
      }
    }
  }

  private void checkCost(String path, CostSpec cost, List<String> faults) {
    if (cost instanceof CostSpec.Latency latency) {
      if (!fleet.knowsDevice(latency.device())) {
        faults.add(path + ".device '" + latency.device() + "' is unknown: start its agent first");
      }
      if (latency.setting().precision() != Precision.FLOAT32) {
        faults.add(path + ".setting.precision must be FLOAT32");
      }
    }
  }

  private static void checkTarget(
      String path, Target target, ExperimentSpec spec, List<String> faults) {
    var baselines = spec.baselines().stream().map(BaselineSpec::name).toList();
    if (target instanceof Target.SameAs same && !baselines.contains(same.baseline())) {
      faults.add(
          "%s names baseline '%s', which is not among the experiment's baselines %s"
              .formatted(path, same.baseline(), baselines));
    }
  }
}
