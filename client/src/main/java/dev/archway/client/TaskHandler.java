package dev.archway.client;

import dev.archway.core.task.TaskOutcome;

/// What a worker or a device does with a task.
@FunctionalInterface
public interface TaskHandler {
  /// Returns when this host can do a task; none is claimed before.
  default void awaitFit() throws InterruptedException {}

  /// Does the task and says how it ended. An exception is reported as an infrastructure failure; an
  /// interrupt gives the task back.
  ///
  /// @throws UnfitHostException gives the task back, too; the next is claimed after [#awaitFit()]
  TaskOutcome handle(HeldLease held) throws InterruptedException, UnfitHostException;
}
