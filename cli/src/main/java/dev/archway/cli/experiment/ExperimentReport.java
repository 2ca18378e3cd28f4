package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Figures;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.SummaryView;
import dev.archway.core.experiment.TrialPoint;
import dev.archway.core.space.GivenSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An experiment in short: what was asked, and how far it is.
public record ExperimentReport(ExperimentView experiment, SummaryView summary) {

  public String text() {
    var spec = experiment.spec();
    return new Facts()
        .with("name", spec.name())
        .with("id", experiment.id().toString())
        .with("state", StateText.of(experiment.state().name(), experiment.reason()))
        .with("stalled", experiment.stalled())
        .with("created", Figures.minute(experiment.createdAt()))
        .with("archived", experiment.archivedAt().map(at -> Figures.minute(Optional.of(at))))
        .with("space", space(spec.space()))
        .with("objective", ObjectiveText.of(spec.objective(), experiment.targets()))
        .with("controller", controllers(spec))
        .with("evaluation", evaluation(spec.evaluation()))
        .with("baselines", joined(spec.baselines().stream().map(one -> one.name()).toList()))
        .with("budget", BudgetText.of(spec.budget()))
        .with("priority", Integer.toString(spec.priority()))
        .with("parallelism", spec.parallelism().map(trials -> trials + " trials at once"))
        .with("tags", joined(spec.tags()))
        .with("notes", spec.notes())
        .with("trials", trials())
        .with("updates", experiment.updates() + " of the controller")
        .with("spent", spent())
        .with("best", summary.best().map(ExperimentReport::point))
        .with("within T", summary.feasible().map(ExperimentReport::point))
        .text();
  }

  private static Optional<String> joined(List<String> names) {
    return Optional.of(String.join(", ", names)).filter(text -> !text.isEmpty());
  }

  private static String space(GivenSpace space) {
    return switch (space) {
      case GivenSpace.Preset(var name) -> name;
      case GivenSpace.Own own -> own.others().getOrDefault("name", "own") + ", defined with it";
    };
  }

  private static String controllers(ExperimentSpec spec) {
    return name(spec.controller())
        + spec.control()
            .map(arm ->
                String.format(
                    Locale.ROOT,
                    "; %.0f %% of the trials by %s, as control",
                    100 * arm.share(),
                    name(arm.controller())))
            .orElse("");
  }

  private static String name(ControllerSpec controller) {
    return switch (controller) {
      case RnnSpec _ -> "rnn";
      case ControllerSpec.Evolution _ -> "evolution";
      case ControllerSpec.LocalSearch _ -> "local";
      case ControllerSpec.Random _ -> "random";
    };
  }

  private static String evaluation(EvaluationSpec evaluation) {
    return switch (evaluation) {
      case EvaluationSpec.Training(var recipe, var stopping) ->
          "%s, %d images, %d %s, batches of %d%s"
              .formatted(
                  recipe.dataset(),
                  recipe.trainImages(),
                  recipe.epochs(),
                  recipe.epochs() == 1 ? "epoch" : "epochs",
                  recipe.batchSize(),
                  stopping.isPresent() ? ", hopeless ones ended early" : "");
      case EvaluationSpec.Own _ -> "by a program of one's own";
    };
  }

  private String trials() {
    var states = new ArrayList<String>();
    new TreeMap<>(summary.trials())
        .forEach((state, count) -> {
          if (count > 0) {
            states.add(count + " " + state.name().toLowerCase(Locale.ROOT));
          }
        });
    return "%d of %d proposed ones ended%s"
        .formatted(
            experiment.finished(),
            experiment.spec().trials(),
            states.isEmpty() ? "" : "; in all " + String.join(", ", states));
  }

  private String spent() {
    return String.format(
        Locale.ROOT,
        "%.2f worker-hours, %.2f device-minutes",
        summary.workerHours(),
        summary.deviceMinutes());
  }

  private static String point(TrialPoint point) {
    return "trial %d%s: reward %s, accuracy %s%s"
        .formatted(
            point.number(),
            point.name().map(name -> " (" + name + ")").orElse(""),
            Figures.reward(point.reward()),
            Figures.share(Optional.of(point.accuracy())),
            costs(point.costs()));
  }

  private static String costs(Map<String, Double> costs) {
    return new TreeMap<>(costs)
        .entrySet().stream()
            .map(cost -> ", " + CostText.of(cost.getKey(), cost.getValue()))
            .collect(Collectors.joining());
  }
}
