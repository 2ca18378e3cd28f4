package dev.archway.core.experiment;

/// The life of a trial: `QUEUED -> RUNNING` and from either to one of the ends.
public enum TrialState {
  /// All its tasks wait.
  QUEUED,
  /// A task of it is leased or done, but not all are done.
  RUNNING,
  /// Accuracy and every cost are known.
  COMPLETED,
  /// The network cannot be trained or timed.
  INFEASIBLE,
  /// A task of it failed more often than is tried again.
  FAILED,
  /// A user stopped its experiment before it ended.
  CANCELLED,
  /// It had been proposed before: not trained, and no budget used.
  REPEATED;

  public boolean ended() {
    return this != QUEUED && this != RUNNING;
  }

  public boolean canBecome(TrialState next) {
    return switch (this) {
      case QUEUED -> next != QUEUED && next != REPEATED;
      case RUNNING ->
          next == COMPLETED || next == INFEASIBLE || next == FAILED || next == CANCELLED;
      case COMPLETED, INFEASIBLE, FAILED, CANCELLED, REPEATED -> false;
    };
  }
}
