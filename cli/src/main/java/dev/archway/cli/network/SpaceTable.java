package dev.archway.cli.network;

import dev.archway.cli.terminal.Table;
import dev.archway.core.space.SpaceSummary;
import java.util.List;

/// Spaces for people.
public final class SpaceTable {
  private SpaceTable() {}

  public static String text(List<SpaceSummary> spaces) {
    var table = new Table("decisions", "encodings", "space");
    spaces.forEach(s -> table.add(Integer.toString(s.decisions()), s.size(), s.name()));
    return table.text();
  }
}
