package dev.archway.core.task;

/// What a worker saw in one epoch, counted from 1.
///
/// @param trainLoss mean cross-entropy over the epoch's steps
/// @param validationAccuracy share of the held-out images got right after the epoch
/// @param imagesPerSecond training images over the wall time of the epoch's training, without
///   validation and without the time in which the slot was paused
public record EpochMetrics(
    int epoch, double trainLoss, double validationAccuracy, double imagesPerSecond) {}
