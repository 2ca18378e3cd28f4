package dev.archway.controller.replay;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// Which columns of a table say what an architecture is. The options of a decision are the values
/// that the table has for it, in order.
public sealed interface DecisionColumns {
  /// The end of a name that says that its column spells all decisions.
  String SPELLED = ":digits";

  /// The columns' names.
  List<String> columns();

  /// One column spells all decisions, a digit or a letter each, such as `22212202`.
  record Spelled(String column) implements DecisionColumns {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /// Each column is one decision, of the column's name.
  record Separate(List<String> columns) implements DecisionColumns {
    public Separate {
      columns = List.copyOf(columns);
      if (columns.isEmpty() || new HashSet<>(columns).size() < columns.size()) {
        throw new IllegalArgumentException(
            "Decisions are in at least one column, each named once, but in " + columns + ".");
      }
    }
  }

  /// Reads `arch:digits` or `depth,kernel,width`.
  static DecisionColumns parse(String text) {
    return text.endsWith(SPELLED)
        ? new Spelled(text.substring(0, text.length() - SPELLED.length()))
        : new Separate(Arrays.stream(text.split(",")).map(String::strip).toList());
  }
}
