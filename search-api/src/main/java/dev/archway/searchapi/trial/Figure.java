package dev.archway.searchapi.trial;

import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What an ended trial with an accuracy is worth and costs, without the raw values that it follows
/// from.
///
/// @param endedPosition its place in the order of ending
/// @param costs those that were asked for and are known, by name
public record Figure(
    UUID id,
    int number,
    TrialOrigin origin,
    Optional<String> name,
    TrialState state,
    int endedPosition,
    double accuracy,
    Map<String, Double> costs) {
  public Figure {
    costs = Map.copyOf(costs);
  }
}
