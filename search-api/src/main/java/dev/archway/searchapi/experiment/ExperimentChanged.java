package dev.archway.searchapi.experiment;

import java.util.UUID;

/// An experiment was created or its settings changed: there may be more to propose.
public record ExperimentChanged(UUID experiment) {}
