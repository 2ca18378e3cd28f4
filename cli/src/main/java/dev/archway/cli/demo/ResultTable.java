package dev.archway.cli.demo;

import dev.archway.cli.terminal.Figures;
import dev.archway.cli.terminal.Table;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialView;
import java.util.List;
import java.util.Optional;

/// The trials of a search, one a line.
final class ResultTable {
  /// Cells in text are several times as long as a terminal is wide; the report has them in full,
  /// and the best are drawn.
  private static final int LONGEST = 72;

  private final Table table =
      new Table("trial", "reward", "accuracy", "p50", "p90", "mult-adds", "params", "network");

  /// @param targetMillis latencies up to it are marked with `*`
  ResultTable(List<TrialView> trials, Optional<Double> targetMillis) {
    trials.forEach(trial -> add(trial, targetMillis));
  }

  private void add(TrialView trial, Optional<Double> targetMillis) {
    var p50 = trial.latencyMillis().map(l -> l.p50());
    boolean within = p50.isPresent() && targetMillis.isPresent() && p50.get() <= targetMillis.get();
    table.add(
        trial.number() + (trial.origin() == TrialOrigin.CONTROL ? " (control)" : ""),
        Figures.reward(trial.reward()),
        Figures.share(trial.accuracy()),
        (within ? "* " : "") + Figures.millis(p50),
        Figures.millis(trial.latencyMillis().map(l -> l.p90())),
        Figures.count(trial.cost(AnalyticCost.MULTIPLY_ADDS)),
        Figures.count(trial.cost(AnalyticCost.PARAMETERS)),
        shortened(trial.name().orElse(trial.architecture())));
  }

  private static String shortened(String network) {
    return network.length() <= LONGEST ? network : network.substring(0, LONGEST - 3) + "...";
  }

  String text() {
    return table.text();
  }
}
