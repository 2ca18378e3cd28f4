package dev.archway.client;

import dev.archway.core.experiment.Fault;
import java.util.List;

/// The service refused a call. The message is the problem's `detail`, which names the value and the
/// rule.
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String problem;
  private final String title;
  private final transient List<Fault> faults;

  ApiException(int status, String problem, String title, String detail, List<Fault> faults) {
    super(detail);
    this.status = status;
    this.problem = problem;
    this.title = title;
    this.faults = List.copyOf(faults);
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The problem type's name, such as `stale-lease`; `unknown` where the answer was not ours.
  public String problem() {
    return problem;
  }

  /// What kind of problem it is, in a few words.
  public String title() {
    return title;
  }

  /// All that is wrong with a definition, each with its path; empty where the problem is none of a
  /// definition.
  public List<Fault> faults() {
    return faults;
  }

  /// Whether the same call may succeed later: the service is starting, overloaded or broken, not
  /// the call.
  public boolean passing() {
    return status >= 500 || status == 429;
  }
}
