package dev.archway.core.task;

/// What a task asks for, and so who may take it.
public enum TaskKind {
  /// Train a network; for workers.
  TRAIN,
  /// Find out how good an architecture is; for a program of the user's own.
  EVALUATE,
  /// Time a network; for the one device it names.
  MEASURE,
  /// Run a trial's stored weights over the test images; for workers.
  TEST
}
