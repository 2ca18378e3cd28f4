package dev.archway.searchapi.result;

/// How a list of trials is sorted.
enum TrialOrder {
  /// As they were made.
  NUMBER,
  /// The highest reward first; those without one are left out.
  REWARD
}
