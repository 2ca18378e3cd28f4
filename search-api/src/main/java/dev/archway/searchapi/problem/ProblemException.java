package dev.archway.searchapi.problem;

import dev.archway.core.experiment.Fault;
import java.util.List;

/// Ends a request with a problem; thrown by [ProblemType#because].
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ProblemType type;
  private final transient List<Fault> faults;

  ProblemException(ProblemType type, String detail, List<Fault> faults) {
    super(detail);
    this.type = type;
    this.faults = List.copyOf(faults);
  }

  public ProblemType type() {
    return type;
  }

  /// The faults of a definition, each with its path; empty if the problem is another.
  public List<Fault> faults() {
    return faults;
  }
}
