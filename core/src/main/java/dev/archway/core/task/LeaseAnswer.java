package dev.archway.core.task;

/// What the service says to a heartbeat or to progress.
///
/// @param cancel the result is no longer wanted: stop, and give the lease back
public record LeaseAnswer(boolean cancel) {}
