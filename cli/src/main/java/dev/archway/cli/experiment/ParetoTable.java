package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Figures;
import dev.archway.cli.terminal.Table;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ParetoView;
import dev.archway.core.experiment.TrialPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The best trade-offs, one a line.
public final class ParetoTable {
  private ParetoTable() {}

  public static String text(ParetoView front) {
    var columns = new ArrayList<>(List.of("trial", "reward", "accuracy"));
    front.costs().forEach(cost -> columns.add(cost.equals(CostSpec.LATENCY_MILLIS) ? "p50" : cost));
    columns.add("origin");
    var table = new Table(columns.toArray(String[]::new));
    front.points().forEach(point -> table.add(cells(point, front.costs())));
    return table.text();
  }

  private static String[] cells(TrialPoint point, List<String> costs) {
    var cells =
        new ArrayList<>(
            List.of(
                Integer.toString(point.number()),
                Figures.reward(point.reward()),
                Figures.share(Optional.of(point.accuracy()))));
    for (var cost : costs) {
      var value = point.costs().get(cost);
      cells.add(value == null ? "-" : CostText.cell(cost, value));
    }
    cells.add(TrialTable.origin(point.origin()) + point.name().map(name -> " " + name).orElse(""));
    return cells.toArray(String[]::new);
  }
}
