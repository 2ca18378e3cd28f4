package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Figures;
import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.TrialView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// All that is known of a trial.
public final class TrialReport {
  private TrialReport() {}

  public static String text(TrialView trial) {
    return new Facts()
            .with("trial", trial.number() + trial.name().map(name -> " (" + name + ")").orElse(""))
            .with("id", trial.id().toString())
            .with("origin", origin(trial))
            .with("state", trial.state() + trial.reason().map(why -> ": " + why).orElse(""))
            .with("architecture", trial.architecture())
            .with("choices", trial.choices().map(choices -> choices.options().toString()))
            .with("reward", trial.reward().map(reward -> Figures.reward(Optional.of(reward))))
            .with("accuracy", accuracy(trial))
            .with("latency", trial.latencyMillis().map(TrialReport::latency))
            .with("training", training(trial))
            .with("metrics", values(trial.metrics()))
            .with("reported", values(trial.reportedCosts()))
            .with("learned", trial.learnedBy().map(version -> "by version " + version))
            .text()
        + costs(trial);
  }

  private static String origin(TrialView trial) {
    return TrialTable.origin(trial.origin())
        + trial.policyVersion().map(version -> ", proposed by version " + version).orElse("")
        + trial.provenance().map(how -> ", " + provenance(how)).orElse("")
        + trial.logProbability().map(log -> ", log-probability " + Figures.plain(log)).orElse("");
  }

  private static String provenance(Provenance provenance) {
    return switch (provenance) {
      case Provenance.Drawn(int redraws) ->
          redraws == 0 ? "drawn" : "drawn after " + redraws + " known ones";
      case Provenance.Mutated(var parent) -> "mutated from " + parent.options();
      case Provenance.Uniform _ -> "next of a random order";
      case Provenance.Remaining _ -> "next of what was left";
    };
  }

  private static Optional<String> accuracy(TrialView trial) {
    return trial
        .accuracy()
        .map(share ->
            Figures.share(Optional.of(share))
                + (trial.metrics().isEmpty() ? " of the validation images" : "")
                + trial
                    .testAccuracy()
                    .map(test -> ", " + Figures.share(Optional.of(test)) + " of the test images")
                    .orElse(""));
  }

  private static String latency(LatencyView latency) {
    return "p50 %s, p90 %s, %d samples, %s"
        .formatted(
            Figures.millis(Optional.of(latency.p50())),
            Figures.millis(Optional.of(latency.p90())),
            latency.samples(),
            latency.exclusive() ? "exclusive" : "beside other work");
  }

  private static Optional<String> training(TrialView trial) {
    return trial
        .imagesPerSecond()
        .map(speed ->
            "%sat %s images/s"
                .formatted(
                    trial.epochs() == 0 ? "" : trial.epochs() + " epochs ",
                    Figures.grouped(Math.round(speed))));
  }

  private static Optional<String> values(Map<String, Double> named) {
    return Optional.of(
            new TreeMap<>(named)
                .entrySet().stream()
                    .map(one -> one.getKey() + " " + Figures.plain(one.getValue()))
                    .collect(Collectors.joining(", ")))
        .filter(text -> !text.isEmpty());
  }

  private static String costs(TrialView trial) {
    var facts = new StringBuilder();
    new TreeMap<>(trial.costs())
        .forEach((cost, value) ->
            facts.append("  %12s  %s\n".formatted(Figures.grouped(value), cost.text())));
    return facts.isEmpty() ? "" : "\n" + facts;
  }
}
