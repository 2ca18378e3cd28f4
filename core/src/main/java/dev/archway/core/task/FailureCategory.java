package dev.archway.core.task;

/// Whose failure it was, which decides whether the task is tried again.
public enum FailureCategory {
  /// What was asked cannot be done anywhere: a data set nobody has, settings that clash. Not
  /// retried.
  USER_ERROR,
  /// This machine ran out of memory or disk. Retried, elsewhere if possible.
  INSUFFICIENT_RESOURCES,
  /// A process, a disk or a connection broke. Retried.
  INFRASTRUCTURE
}
