package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Figures;
import dev.archway.cli.terminal.Table;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// Trials, one a line, with a column for each cost that any of them has.
public final class TrialTable {
  /// Cells in text are several times as long as a terminal is wide; one trial's is shown in full.
  private static final int LONGEST = 60;

  private record Column(String name, Function<TrialView, String> cell) {}

  private TrialTable() {}

  public static String text(List<TrialView> trials) {
    var columns = columns(trials);
    var table = new Table(columns.stream().map(Column::name).toArray(String[]::new));
    for (var trial : trials) {
      table.add(columns.stream().map(one -> one.cell().apply(trial)).toArray(String[]::new));
    }
    return table.text();
  }

  private static List<Column> columns(List<TrialView> trials) {
    var columns = new ArrayList<Column>();
    columns.add(new Column("trial", trial -> Integer.toString(trial.number())));
    columns.add(new Column("origin", trial -> origin(trial.origin())));
    columns.add(new Column("state", trial -> trial.state().name().toLowerCase(Locale.ROOT)));
    columns.add(new Column("reward", trial -> Figures.reward(trial.reward())));
    columns.add(new Column("accuracy", trial -> Figures.share(trial.accuracy())));
    if (trials.stream().anyMatch(trial -> trial.latencyMillis().isPresent())) {
      columns.add(
          new Column("p50", trial -> Figures.millis(trial.latencyMillis().map(LatencyView::p50))));
    }
    if (trials.stream().anyMatch(trial -> !trial.costs().isEmpty())) {
      columns.add(new Column("mult-adds", trial -> count(trial, AnalyticCost.MULTIPLY_ADDS)));
      columns.add(new Column("params", trial -> count(trial, AnalyticCost.PARAMETERS)));
    }
    var reported = new TreeSet<String>();
    trials.forEach(trial -> reported.addAll(trial.reportedCosts().keySet()));
    for (var cost : reported) {
      columns.add(new Column(cost, trial -> reported(trial, cost)));
    }
    columns.add(new Column("architecture", TrialTable::architecture));
    return columns;
  }

  static String origin(TrialOrigin origin) {
    return switch (origin) {
      case CONTROLLER -> "search";
      case CONTROL -> "control";
      case BASELINE -> "baseline";
      case USER -> "queued";
    };
  }

  private static String count(TrialView trial, AnalyticCost cost) {
    return Optional.ofNullable(trial.costs().get(cost)).map(Figures::count).orElse("-");
  }

  private static String reported(TrialView trial, String cost) {
    return Optional.ofNullable(trial.reportedCosts().get(cost))
        .map(value -> CostText.cell(cost, value))
        .orElse("-");
  }

  private static String architecture(TrialView trial) {
    var text = trial.name().orElse(trial.architecture());
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
