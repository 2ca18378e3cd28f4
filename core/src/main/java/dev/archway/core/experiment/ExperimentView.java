package dev.archway.core.experiment;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An experiment as people and programs see it.
///
/// @param reason why it is in that state, where that needs saying
/// @param targets the T of each of the objective's costs by the cost's name, as far as it is known
/// @param finished proposed trials that have ended, repeated ones not counted
/// @param updates how often the controller has learned
/// @param createdAt absent where an older release answers
/// @param archivedAt since when it is hidden from lists
/// @param stalled why it does not get on, although it runs: nobody is there to take its tasks, or
///   every trial fails
public record ExperimentView(
    UUID id,
    ExperimentSpec spec,
    ExperimentState state,
    Optional<String> reason,
    Map<String, Double> targets,
    int finished,
    int updates,
    Optional<Instant> createdAt,
    Optional<Instant> archivedAt,
    Optional<String> stalled) {}
