package dev.archway.core.space;

import java.util.List;

/// A space and every decision of it, as people and programs see it.
public record SpaceView(SpaceSummary summary, List<Decision> decisions) {
  public SpaceView {
    decisions = List.copyOf(decisions);
  }

  /// The view of a space.
  public static SpaceView of(SearchSpace space) {
    return new SpaceView(SpaceSummary.of(space), space.decisions().list());
  }
}
