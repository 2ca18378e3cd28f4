package dev.archway.controller.replay;

import java.util.List;

/// A file that is no table of results: each fault with its line and column.
public final class InvalidTableException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  public InvalidTableException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  /// One line a fault, in the order of the file.
  public List<String> faults() {
    return faults;
  }
}
