package dev.archway.core.definition;

import java.util.List;

/// Something that a person wrote and that cannot be: every fault with its path, such as
/// `stages[2].kernel must be an odd number in 1..31, but is 4`.
public final class InvalidDefinitionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  public InvalidDefinitionException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  /// One line a fault, in the order of the definition.
  public List<String> faults() {
    return faults;
  }
}
