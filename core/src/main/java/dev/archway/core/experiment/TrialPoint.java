package dev.archway.core.experiment;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A trial as a point among others: what it is worth, and what it costs.
///
/// @param name a baseline's, or that of what a user queued
/// @param reward under the experiment's own objective
/// @param costs those that were asked for, by name
public record TrialPoint(
    UUID id,
    int number,
    TrialOrigin origin,
    Optional<String> name,
    double accuracy,
    Optional<Double> reward,
    Map<String, Double> costs) {
  public TrialPoint {
    costs = Map.copyOf(costs);
  }
}
