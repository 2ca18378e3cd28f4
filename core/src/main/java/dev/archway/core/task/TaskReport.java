package dev.archway.core.task;

import java.util.UUID;

/// How a task ended, as one of several that are reported by one call.
///
/// @param token of the lease
public record TaskReport(UUID task, long token, TaskOutcome outcome) {
  /// So many are reported at once at most, as many as are claimed at once.
  public static final int AT_ONCE = 10;
}
