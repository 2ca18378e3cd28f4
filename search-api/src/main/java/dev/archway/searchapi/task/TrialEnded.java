package dev.archway.searchapi.task;

import java.util.UUID;

/// A trial of an experiment has ended: there may be something to learn and room for another.
public record TrialEnded(UUID experiment) {}
