package dev.archway.core.task;

import java.time.Instant;

/// A worker as people and programs see it.
///
/// @param lastSeen when it last registered or asked for work, to some seconds
/// @param draining whether it is given nothing new
public record WorkerView(String name, int slots, Instant lastSeen, boolean draining) {}
