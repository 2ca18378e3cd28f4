package dev.archway.core.task;

import java.util.UUID;

/// The right to one task for a while.
///
/// @param token the fencing token: grows with every lease of the task, so that a late report of an
///   earlier holder is told apart and refused
/// @param seconds how long the lease holds without a heartbeat
public record Lease(UUID task, UUID trial, long token, int seconds, Task work) {}
