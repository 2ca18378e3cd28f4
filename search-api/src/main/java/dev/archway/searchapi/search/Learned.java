package dev.archway.searchapi.search;

import dev.archway.core.experiment.Arm;
import java.util.List;
import java.util.UUID;

/// An arm's controller has learned from a batch of trials.
///
/// @param rewards of those that had one
public record Learned(UUID experiment, Arm arm, List<Double> rewards) {
  public Learned {
    rewards = List.copyOf(rewards);
  }
}
