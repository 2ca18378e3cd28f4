package dev.archway.core.space;

import java.util.List;
import java.util.Optional;

/// One question a controller answers by taking an option. A decision whose condition does not hold
/// is inactive: nothing depends on it, and it is encoded as option 0.
public record Decision(String name, List<String> options, Optional<Condition> condition) {
  public Decision {
    options = List.copyOf(options);
    if (options.isEmpty()) {
      throw new IllegalArgumentException("Decision " + name + " has no options.");
    }
    if (options.stream().distinct().count() < options.size()) {
      throw new IllegalArgumentException(
          "Decision " + name + " has different options, but is given " + options + ".");
    }
  }

  public Decision(String name, List<String> options) {
    this(name, options, Optional.empty());
  }
}
