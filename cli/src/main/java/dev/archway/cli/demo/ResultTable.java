package dev.archway.cli.demo;

import dev.archway.core.experiment.TrialView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Columns of figures under their names, the last one of free length.
final class ResultTable {
  private static final List<String> HEADER =
      List.of("trial", "reward", "accuracy", "p50", "p90", "mult-adds", "params", "network");

  private final List<List<String>> rows = new ArrayList<>(List.of(HEADER));

  /// @param targetMillis latencies up to it are marked with `*`
  ResultTable(List<TrialView> trials, Optional<Double> targetMillis) {
    for (var trial : trials) {
      rows.add(row(trial, targetMillis));
    }
  }

  private static List<String> row(TrialView trial, Optional<Double> targetMillis) {
    var p50 = trial.latencyMillis().map(l -> l.p50());
    boolean within = p50.isPresent() && targetMillis.isPresent() && p50.get() <= targetMillis.get();
    return List.of(
        Integer.toString(trial.number()),
        Figures.reward(trial.reward()),
        Figures.share(trial.accuracy()),
        (within ? "* " : "") + Figures.millis(p50),
        Figures.millis(trial.latencyMillis().map(l -> l.p90())),
        Figures.count(trial.multiplyAdds()),
        Figures.count(trial.parameters()),
        trial.name().orElse(trial.architecture()));
  }

  String text() {
    var text = new StringBuilder();
    for (var row : rows) {
      for (int c = 0; c < row.size() - 1; c++) {
        text.append("  ").append(" ".repeat(width(c) - row.get(c).length())).append(row.get(c));
      }
      text.append("  ").append(row.getLast()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
