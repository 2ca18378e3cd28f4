package dev.archway.worker.training;

import dev.archway.core.task.TrainingProgress;

/// Whoever wants to know how a training goes.
public interface TrainingWatch {
  /// Called about once a second, and once after each epoch.
  void progress(TrainingProgress progress);

  /// Whether to stop as soon as can be.
  boolean cancelled();

  /// Whether no epoch is wanted after the one under way; asked after every epoch.
  boolean enough();

  /// Whether a checkpoint is wanted now; asked after every step.
  boolean checkpointWanted();

  /// Called between two steps with what was wanted.
  void checkpoint(Checkpoint checkpoint);

  /// For how long, all in all, this process was stopped from outside, in nanoseconds: time in which
  /// nothing could be trained.
  long pausedNanos();
}
