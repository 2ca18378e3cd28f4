package dev.archway.searchapi.access;

import dev.archway.searchapi.problem.ProblemType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

/// Whoever calls is not let in. The message never has anything of what was sent.
final class RefusedCallerException extends AuthenticationException {
  private static final long serialVersionUID = 1L;
  private final ProblemType type;
  private final String detail;
  private final @Nullable Duration retryAfter;

  private RefusedCallerException(ProblemType type, String detail, @Nullable Duration retryAfter) {
    super(detail);
    this.type = type;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /// Nobody knows the token that was sent, or it is no longer accepted.
  static RefusedCallerException token(String detail) {
    return new RefusedCallerException(ProblemType.UNAUTHENTICATED, detail, null);
  }

  /// Whether the token is accepted cannot be found out now.
  static RefusedCallerException unavailable(String detail) {
    return new RefusedCallerException(ProblemType.UNAVAILABLE, detail, null);
  }

  /// Too many tokens of this address were refused.
  static RefusedCallerException tooOften(String detail, Duration retryAfter) {
    return new RefusedCallerException(ProblemType.RATE_LIMITED, detail, retryAfter);
  }

  ProblemType type() {
    return type;
  }

  String detail() {
    return detail;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
