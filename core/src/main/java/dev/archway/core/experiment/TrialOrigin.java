package dev.archway.core.experiment;

/// Where a trial's architecture came from.
public enum TrialOrigin {
  /// Proposed by the experiment's controller, and learned from.
  CONTROLLER,
  /// Proposed by the experiment's control arm, and learned from by that alone.
  CONTROL,
  /// A known network beside the search, never learned from.
  BASELINE,
  /// Queued by a user beside the search, never learned from.
  USER
}
