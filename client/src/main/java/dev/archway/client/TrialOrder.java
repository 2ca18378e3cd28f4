package dev.archway.client;

/// The order of a list of trials.
public enum TrialOrder {
  NUMBER,
  /// The best first; trials without a reward are left out.
  REWARD
}
