package dev.archway.searchapi.task;

import java.util.UUID;

/// The experiment and the trial that a task belongs to.
record TaskOwner(UUID experiment, UUID trial) {}
