package dev.archway.core.experiment;

import java.util.List;

/// How an update moved a policy. The loss is not among it: that of a policy gradient has the right
/// slope, and a value that says nothing from one update to the next.
///
/// @param meanReward of the batch
/// @param baseline the reward above which a result makes its choices likelier and below which less
///   likely: the moving average before this batch, or, where advantages are ranks, the reward whose
///   rank is the mean of those of the latest results
/// @param advantages of the batch, in the order in which it was learned
/// @param steps one for each pass over the batch
public record PolicyGradient(
    double meanReward, double baseline, List<Advantage> advantages, List<Step> steps) {
  public PolicyGradient {
    advantages = List.copyOf(advantages);
    steps = List.copyOf(steps);
  }

  /// What one result weighed.
  ///
  /// @param trial its number in the experiment
  public record Advantage(int trial, double reward, double advantage) {}

  /// One step of the optimizer.
  ///
  /// @param norm Euclidean norm of the gradient over all parameters
  /// @param clippedNorm the same after a longer one was shortened
  public record Step(double norm, double clippedNorm) {}
}
