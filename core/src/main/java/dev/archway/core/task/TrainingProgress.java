package dev.archway.core.task;

import java.util.Optional;

/// Where a training stands.
///
/// @param step finished steps of `steps`, over all epochs
/// @param imagesPerSecond over the last few seconds
/// @param finishedEpoch present once, in the first report after an epoch ended
public record TrainingProgress(
    long step, long steps, double imagesPerSecond, Optional<EpochMetrics> finishedEpoch) {}
