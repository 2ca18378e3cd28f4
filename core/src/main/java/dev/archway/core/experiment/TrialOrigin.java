package dev.archway.core.experiment;

/// Where a trial's architecture came from.
public enum TrialOrigin {
  /// Proposed by the experiment's controller, and learned from.
  CONTROLLER,
  /// A known network beside the search, never learned from.
  BASELINE
}
