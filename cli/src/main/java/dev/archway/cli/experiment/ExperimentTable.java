package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Figures;
import dev.archway.cli.terminal.Table;
import dev.archway.core.experiment.ExperimentView;
import java.util.List;

/// Experiments, one a line.
public final class ExperimentTable {
  private ExperimentTable() {}

  public static String text(List<ExperimentView> experiments) {
    var table = new Table("id", "state", "trials", "updates", "priority", "created", "name");
    for (var one : experiments) {
      table.add(
          ExperimentName.abbreviated(one.id()),
          state(one),
          one.finished() + "/" + one.spec().trials(),
          Integer.toString(one.updates()),
          Integer.toString(one.spec().priority()),
          Figures.minute(one.createdAt()),
          one.spec().name());
    }
    return table.text();
  }

  private static String state(ExperimentView one) {
    var state = one.stalled().isPresent() ? "STALLED" : one.state().name();
    return one.archivedAt().isPresent() ? state + " (archived)" : state;
  }
}
