package dev.archway.client;

import dev.archway.core.task.TaskOutcome;

/// What a worker or a device does with a task.
@FunctionalInterface
public interface TaskHandler {
  /// Does the task and says how it ended. An exception is reported as an infrastructure failure; an
  /// interrupt gives the task back.
  TaskOutcome handle(HeldLease held) throws InterruptedException;
}
