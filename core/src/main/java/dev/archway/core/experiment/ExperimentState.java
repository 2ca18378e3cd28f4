package dev.archway.core.experiment;

/// The life of an experiment: `RUNNING -> FINISHED`, with `RUNNING <-> PAUSED` and `-> STOPPED`
/// from both.
public enum ExperimentState {
  /// Trials are proposed, trained and learned from.
  RUNNING,
  /// No new trials; those under way go on.
  PAUSED,
  /// A user ended it early.
  STOPPED,
  /// The budget is used up, or nothing new is left to propose.
  FINISHED;

  public boolean ended() {
    return this == STOPPED || this == FINISHED;
  }

  public boolean canBecome(ExperimentState next) {
    return switch (this) {
      case RUNNING -> next != RUNNING;
      case PAUSED -> next == RUNNING || next == STOPPED || next == FINISHED;
      case STOPPED, FINISHED -> false;
    };
  }
}
