package dev.archway.searchapi.experiment;

import dev.archway.core.definition.InvalidDefinitionException;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.Fault;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Images;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.space.SearchSpace;
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
  private static final Images ANY_IMAGES = new Images(new FeatureShape(3, 32, 32), 10);

  private static final int SAMPLE = 100;
  private static final long SAMPLE_SEED = 1;

  private final Fleet fleet;

  ExperimentRules(Fleet fleet) {
    this.fleet = fleet;
  }

  /// Refuses an experiment that cannot run, listing all faults at once.
  void check(ExperimentSpec spec) {
    var faults = faults(spec);
    if (!faults.isEmpty()) {
      throw ProblemType.INVALID_REQUEST.listing(faults);
    }
  }

  /// All that keeps an experiment from running.
  List<Fault> faults(ExperimentSpec spec) {
    var faults = new ArrayList<Fault>();
    if (spec.name().isBlank() || spec.name().length() > 200) {
      faults.add(new Fault("name", "name must have 1 to 200 characters"));
    }
    checkSpace(spec, faults);
    spec.recipe().ifPresent(recipe -> checkRecipe(recipe, faults));
    checkBaselines(spec, faults);
    checkObjective(spec, faults);
    return faults;
  }

  private static void checkSpace(ExperimentSpec spec, List<Fault> faults) {
    try {
      switch (spec.space().space()) {
        case NetworkSpace networks -> checkNetworks(networks, spec, faults);
        case SearchSpace opaque -> checkOpaque(opaque, spec, faults);
      }
    } catch (InvalidDefinitionException e) {
      e.faults().forEach(fault -> faults.add(new Fault("space", "space: " + clause(fault))));
    }
  }

  private static void checkNetworks(NetworkSpace space, ExperimentSpec spec, List<Fault> faults) {
    if (spec.evaluation() instanceof EvaluationSpec.Own own && own.images().isEmpty()) {
      faults.add(
          new Fault(
              "evaluation.images",
              "evaluation.images is missing: space '%s' is one of networks, which are made for images of one shape"
                  .formatted(space.name())));
    }
    spec.evaluation().images().ifPresent(images -> checkFit(space, images, spec, faults));
  }

  private static void checkOpaque(SearchSpace space, ExperimentSpec spec, List<Fault> faults) {
    switch (spec.evaluation()) {
      case EvaluationSpec.Training _ ->
          faults.add(
              new Fault(
                  "space",
                  "space: The space '%s' is opaque: only an evaluator of one's own knows what its options stand for"
                      .formatted(space.name())));
      case EvaluationSpec.Own own -> {
        if (own.images().isPresent()) {
          faults.add(
              new Fault(
                  "evaluation.images",
                  "evaluation.images must be absent, since space '%s' is opaque and has no networks"
                      .formatted(space.name())));
        }
      }
    }
  }

  /// Whether some networks of the space, drawn at random, take the images.
  private static void checkFit(
      NetworkSpace space, Images images, ExperimentSpec spec, List<Fault> faults) {
    var random = new SplittableRandom(SAMPLE_SEED);
    for (int i = 0; i < SAMPLE; i++) {
      var choices = space.decisions().sample(random);
      try {
        var network = space.decode(choices).expand(images);
        if (!network.input().equals(images.shape())) {
          faults.add(new Fault("space", misfit("space '" + space.name() + "'", network, spec)));
          return;
        }
      } catch (IllegalArgumentException e) {
        faults.add(
            new Fault(
                "space",
                "space '%s' has a network that images of %s do not fit: %s"
                    .formatted(space.name(), images.shape(), clause(e.getMessage()))));
        return;
      }
    }
  }

  private static String misfit(String what, Network network, ExperimentSpec spec) {
    return "%s has networks for images of %s, but those of %s are of %s and workers do not resize them"
        .formatted(
            what,
            network.input(),
            spec.recipe().map(Recipe::dataset).orElse("evaluation.images"),
            spec.evaluation().images().orElseThrow().shape());
  }

  private static void checkRecipe(Recipe recipe, List<Fault> faults) {
    var dataset = Dataset.named(recipe.dataset());
    if (dataset.isEmpty()) {
      var known = Dataset.all().stream().map(Dataset::name).toList();
      faults.add(
          new Fault(
              "evaluation.recipe",
              "recipe.dataset '" + recipe.dataset() + "' is unknown; known are " + known));
    } else if (recipe.trainImages() + (long) recipe.validationImages()
        > dataset.get().trainImages()) {
      faults.add(
          new Fault(
              "evaluation.recipe",
              "recipe.trainImages %d and recipe.validationImages %d together exceed the %d of %s"
                  .formatted(
                      recipe.trainImages(),
                      recipe.validationImages(),
                      dataset.get().trainImages(),
                      recipe.dataset())));
    }
  }

  private static void checkBaselines(ExperimentSpec spec, List<Fault> faults) {
    var names = spec.baselines().stream().map(BaselineSpec::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      faults.add(new Fault("baselines", "baselines " + names + " name one network twice"));
    }
    if (spec.evaluation() instanceof EvaluationSpec.Own own
        && own.images().isEmpty()
        && !names.isEmpty()) {
      faults.add(
          new Fault(
              "baselines",
              "baselines " + names + " are networks, but evaluation.images is missing"));
    }
    var images = spec.evaluation().images().orElse(ANY_IMAGES);
    for (var baseline : spec.baselines()) {
      try {
        var network = baseline.architecture(images.shape()).expand(images);
        if (spec.evaluation().images().isPresent() && !network.input().equals(images.shape())) {
          faults.add(new Fault("baselines", misfit("baseline " + baseline.name(), network, spec)));
        }
      } catch (IllegalArgumentException e) {
        // No such network, or a family that comes in some widths only.
        faults.add(
            new Fault("baselines", "baseline " + baseline.name() + ": " + clause(e.getMessage())));
      }
    }
  }

  /// A sentence as a part of one that lists several.
  static String clause(@Nullable String sentence) {
    return String.valueOf(sentence).replaceFirst("\\.$", "");
  }

  private void checkObjective(ExperimentSpec spec, List<Fault> faults) {
    switch (spec.objective()) {
      case ObjectiveSpec.Accuracy _ -> {}
      case ObjectiveSpec.Product product -> {
        for (int i = 0; i < product.terms().size(); i++) {
          var term = product.terms().get(i);
          checkCost("objective.terms[%d].cost".formatted(i), term.cost(), spec, faults);
          checkTarget("objective.terms[%d].target".formatted(i), term.target(), spec, faults);
        }
      }
      case ObjectiveSpec.Absolute absolute -> {
        checkCost("objective.cost", absolute.cost(), spec, faults);
        checkTarget("objective.target", absolute.target(), spec, faults);
      }
    }
  }

  private void checkCost(String path, CostSpec cost, ExperimentSpec spec, List<Fault> faults) {
    switch (cost) {
      case CostSpec.Latency latency -> {
        if (!fleet.knowsDevice(latency.device())) {
          faults.add(
              new Fault(
                  path,
                  path + ".device '" + latency.device() + "' is unknown: start its agent first"));
        }
        if (latency.setting().precision() != Precision.FLOAT32) {
          faults.add(new Fault(path, path + ".setting.precision must be FLOAT32"));
        }
        requireNetworks(path, spec, faults);
      }
      case CostSpec.Analytic _ -> requireNetworks(path, spec, faults);
      case CostSpec.Reported reported -> {
        if (!(spec.evaluation() instanceof EvaluationSpec.Own)) {
          faults.add(
              new Fault(
                  path,
                  "%s '%s' is reported by nobody: evaluation.type must be own"
                      .formatted(path, reported.name())));
        }
      }
    }
  }

  private static void requireNetworks(String path, ExperimentSpec spec, List<Fault> faults) {
    if (spec.evaluation() instanceof EvaluationSpec.Own own && own.images().isEmpty()) {
      faults.add(new Fault(path, path + " is that of a network, but evaluation.images is missing"));
    }
  }

  private static void checkTarget(
      String path, Target target, ExperimentSpec spec, List<Fault> faults) {
    var baselines = spec.baselines().stream().map(BaselineSpec::name).toList();
    if (target instanceof Target.SameAs same && !baselines.contains(same.baseline())) {
      faults.add(
          new Fault(
              path,
              "%s names baseline '%s', which is not among the experiment's baselines %s"
                  .formatted(path, same.baseline(), baselines)));
    }
  }
}
