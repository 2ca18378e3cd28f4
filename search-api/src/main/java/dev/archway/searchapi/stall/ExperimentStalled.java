package dev.archway.searchapi.stall;

import java.util.UUID;

/// An experiment that got on does no longer.
public record ExperimentStalled(UUID experiment, String reason) {}
