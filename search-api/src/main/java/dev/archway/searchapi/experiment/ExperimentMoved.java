package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentState;
import java.util.Optional;
import java.util.UUID;

/// An experiment has come to another state.
public record ExperimentMoved(UUID experiment, ExperimentState state, Optional<String> reason) {}
