package dev.archway.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Columns of figures under their names, ranged right; the last column is free text.
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... columns) {
    rows.add(List.of(columns));
  }

  /// Adds a row of as many cells as there are columns.
  public void add(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "A row has " + rows.getFirst().size() + " cells, but is given " + cells.length + ".");
    }
    rows.add(List.of(cells));
  }

  /// The lines, each with its end.
  public String text() {
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
