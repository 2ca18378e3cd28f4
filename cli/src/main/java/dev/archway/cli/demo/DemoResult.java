package dev.archway.cli.demo;

import dev.archway.cli.terminal.Figures;
import dev.archway.core.experiment.TrialView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a demo found out, for programs and for people.
public record DemoResult(
    DemoPlan plan, BaselineChoice baselines, DemoReport report, List<TrialView> trials) {
  private static final int SHOWN = 5;

  public DemoResult {
    trials = List.copyOf(trials);
  }

  /// A page for people. It says what so small a search shows, and what it does not.
  public String text() {
    return String.join(
        "\n",
        summary(),
        "",
        "Best trials by reward",
        table(Ranking.byReward(trials).stream().limit(SHOWN).toList()),
        "Pareto front of accuracy and latency, baselines included",
        table(Ranking.front(trials)),
        "The baselines",
        table(trials.stream().filter(t -> t.name().isPresent()).toList()),
        verdict() + caution(),
        "",
        best());
  }

  private String table(List<TrialView> shown) {
    return new ResultTable(shown, report.targetMillis()).text();
  }

  private String summary() {
    return "%d networks tried in %s; the controller learned %s. T = %s (as fast as %s; * is within)."
        .formatted(
            report.trials().size() + report.control().map(c -> c.trials().size()).orElse(0),
            Figures.duration(Duration.ofMillis((long) (1000 * report.wallSeconds()))),
            report.controller().updates() == 1 ? "once" : report.controller().updates() + " times",
            Figures.millis(report.targetMillis()),
            baselines.target().spec().name());
  }

  private String verdict() {
    return report
        .control()
        .map(control ->
            "Against the control arm of %d networks\n%s\n"
                .formatted(
                    control.trials().size(),
                    control
                        .verdict()
                        .map(verdict -> Figures.wrapped(verdict.text()))
                        .orElse("Too few networks have a reward for a verdict.")))
        .orElse("");
  }

  private String caution() {
    var recipe = plan.recipe();
    double accuracy = report.best().trial().accuracy().orElse(0.5);
    double deviation = Math.sqrt(accuracy * (1 - accuracy) / recipe.validationImages());
    var text =
        "%s over %s images ranks networks roughly and trains none of them fully. On %s validation"
                .formatted(
                    recipe.epochs() == 1 ? "One pass" : recipe.epochs() + " passes",
                    Figures.grouped(recipe.trainImages()),
                    Figures.grouped(recipe.validationImages()))
            + String.format(
                Locale.ROOT,
                " images an accuracy is known to about +-%.1f points.\nSo few trials teach a"
                    + " controller little, and latencies hold for this machine only.",
                200 * deviation);
    return plan.dataset().real()
        ? text
        : text + "\nThe images are drawn ones, not CIFAR-10: the figures compare with no others.";
  }

  private String best() {
    var best = report.best();
    return List.of(
            "Best network   trial %d: %s of %s test images right, which the search never saw"
                .formatted(
                    best.trial().number(),
                    Figures.share(java.util.Optional.of(best.testAccuracy())),
                    Figures.grouped(plan.dataset().testImages())),
            "ONNX model     " + best.onnx(),
            "Weights        " + best.weights(),
            "Pictures       " + String.join("\n               ", report.pictures()))
        .stream()
        .collect(Collectors.joining("\n"));
  }
}
