package dev.archway.searchapi.task;

import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import java.time.Instant;
import java.util.Optional;

/// Whoever held a task has said how it ended.
///
/// @param leasedAt when its lease began; absent where an older release gave it
public record TaskReported(TaskKind kind, TaskOutcome outcome, Optional<Instant> leasedAt) {}
