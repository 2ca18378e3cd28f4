package dev.archway.searchapi.experiment;

/// How a list of experiments is sorted.
enum ExperimentOrder {
  /// The latest first.
  CREATED,
  /// The highest first, of one priority the latest.
  PRIORITY,
  /// By the alphabet, whatever the case.
  NAME
}
