package dev.archway.cli.fleet;

import dev.archway.cli.network.Amounts;
import dev.archway.cli.terminal.Table;
import dev.archway.core.experiment.DiskUse;
import java.util.List;

/// What experiments take of the disk, one a line, and all of them together.
public final class DiskTable {
  private DiskTable() {}

  public static String text(List<DiskUse> uses) {
    var table = new Table("weights", "bytes", "not kept", "bytes", "pinned", "experiment");
    for (var use : uses) {
      table.add(
          Integer.toString(use.trials()),
          Amounts.bytes(use.bytes()),
          Integer.toString(use.droppableTrials()),
          Amounts.bytes(use.droppableBytes()),
          Integer.toString(use.pinned().size()),
          use.name());
    }
    table.add(
        Integer.toString(uses.stream().mapToInt(DiskUse::trials).sum()),
        Amounts.bytes(uses.stream().mapToLong(DiskUse::bytes).sum()),
        Integer.toString(uses.stream().mapToInt(DiskUse::droppableTrials).sum()),
        Amounts.bytes(uses.stream().mapToLong(DiskUse::droppableBytes).sum()),
        Integer.toString(uses.stream().mapToInt(use -> use.pinned().size()).sum()),
        "all");
    return table.text();
  }
}
