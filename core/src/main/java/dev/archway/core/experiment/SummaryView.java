package dev.archway.core.experiment;

import java.util.Map;
import java.util.Optional;

/// An experiment in short.
///
/// @param trials how many are in each state
/// @param best that with the highest reward
/// @param feasible that with the highest reward among those within all targets
/// @param workerHours for which its trainings and evaluations were leased
/// @param deviceMinutes for which its measurements were leased
public record SummaryView(
    Map<TrialState, Integer> trials,
    Optional<TrialPoint> best,
    Optional<TrialPoint> feasible,
    double workerHours,
    double deviceMinutes) {
  public SummaryView {
    trials = Map.copyOf(trials);
  }
}
