package dev.archway.searchapi.task;

import dev.archway.core.task.TaskOutcome;
import java.util.UUID;

/// How a task ended, as its holder says.
///
/// @param owner the task's
/// @param token of the lease under which it is said
record Report(TaskOwner owner, UUID task, long token, TaskOutcome outcome) {}
