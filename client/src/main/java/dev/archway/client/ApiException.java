package dev.archway.client;

/// The service refused a call. The message is the problem's `detail`, which names the value and the
/// rule.
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String problem;

  ApiException(int status, String problem, String detail) {
    super(detail);
    this.status = status;
    this.problem = problem;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The problem type's name, such as `stale-lease`; `unknown` where the answer was not ours.
  public String problem() {
    return problem;
  }

  /// Whether the same call may succeed later: the service is starting, overloaded or broken, not
  /// the call.
  public boolean passing() {
    return status >= 500 || status == 429;
  }
}
