package dev.archway.searchapi.task;

import dev.archway.core.task.TaskKind;
import java.util.Optional;
import java.util.UUID;

/// A task to be.
///
/// @param rank by which it is claimed, see [Shares]
record Queued(UUID trial, UUID experiment, TaskKind kind, Optional<String> device, double rank) {}
