package dev.archway.core.space;

import java.util.List;

/// Holds when an earlier, active decision took one of some options.
public record Condition(String decision, List<String> options) {
  public Condition {
    options = List.copyOf(options);
    if (options.isEmpty()) {
      throw new IllegalArgumentException(
          "A condition on decision " + decision + " names at least one option.");
    }
  }
}
