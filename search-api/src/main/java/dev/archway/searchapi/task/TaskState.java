package dev.archway.searchapi.task;

/// The life of a task: `QUEUED -> LEASED -> DONE`, back to `QUEUED` when a lease ends without an
/// outcome, and `CANCELLED` from either when its trial has ended without it.
enum TaskState {
  /// Waits for someone who may take it.
  QUEUED,
  /// Someone holds it until it expires; after that anyone may claim it anew.
  LEASED,
  /// Its outcome is known.
  DONE,
  /// Its outcome is no longer wanted.
  CANCELLED;

  boolean canBecome(TaskState next) {
    return switch (this) {
      case QUEUED -> next == LEASED || next == CANCELLED;
      case LEASED -> next != LEASED;
      case DONE, CANCELLED -> false;
    };
  }
}
