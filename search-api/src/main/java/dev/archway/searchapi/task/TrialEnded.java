package dev.archway.searchapi.task;

import dev.archway.core.experiment.TrialState;
import java.util.UUID;

/// A trial of an experiment has ended: there may be something to learn and room for another.
///
/// @param state how it ended
public record TrialEnded(UUID experiment, TrialState state) {}
