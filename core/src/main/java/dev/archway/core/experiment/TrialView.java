package dev.archway.core.experiment;

import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.space.Choices;
import dev.archway.core.task.ArtifactReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A trial as people and programs see it. What is not known yet is absent, never zero.
///
/// @param number counted from 1 within the experiment
/// @param name a baseline's name
/// @param choices absent for baselines, which no space contains
/// @param architecture in one line
/// @param reason why it ended without a result, or early
/// @param accuracy share of the validation images got right after the last epoch
/// @param metrics what the user's own evaluator reported
/// @param reportedCosts what the user's own evaluator reported
/// @param reward computed from accuracy and costs at the moment of asking
/// @param costs what follows from the network alone
/// @param imagesPerSecond training speed, while it runs and when it has ended
/// @param policyVersion the policy that proposed it
/// @param logProbability of its choices under that policy; of a uniform draw without one
/// @param provenance how the controller came to propose it; absent for baselines and for trials of
///   older releases
/// @param learnedBy the policy version whose update learned from it
public record TrialView(
    UUID id,
    int number,
    TrialOrigin origin,
    Optional<String> name,
    Optional<Choices> choices,
    String architecture,
    TrialState state,
    Optional<String> reason,
    Optional<Double> accuracy,
    Map<String, Double> metrics,
    Map<String, Double> reportedCosts,
    Optional<LatencyView> latencyMillis,
    Optional<Double> reward,
    Optional<Double> testAccuracy,
    Map<AnalyticCost, Long> costs,
    int epochs,
    Optional<Double> imagesPerSecond,
    Optional<Integer> policyVersion,
    Optional<Double> logProbability,
    Optional<Provenance> provenance,
    Optional<Integer> learnedBy,
    Optional<UUID> parent,
    List<ArtifactReference> artifacts) {
  public TrialView {
    metrics = Map.copyOf(metrics);
    reportedCosts = Map.copyOf(reportedCosts);
    costs = Map.copyOf(costs);
    artifacts = List.copyOf(artifacts);
  }

  /// One of the costs that follow from the network.
  ///
  /// @throws java.util.NoSuchElementException if this trial's is not known
  public long cost(AnalyticCost cost) {
    return Optional.ofNullable(costs.get(cost)).orElseThrow();
  }
}
