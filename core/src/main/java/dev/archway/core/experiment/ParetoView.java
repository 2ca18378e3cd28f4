package dev.archway.core.experiment;

import java.util.List;

/// The completed trials that no other beats in accuracy and in all of some costs.
///
/// @param points the cheapest by the first cost first
public record ParetoView(List<String> costs, List<TrialPoint> points) {
  public ParetoView {
    costs = List.copyOf(costs);
    points = List.copyOf(points);
  }
}
