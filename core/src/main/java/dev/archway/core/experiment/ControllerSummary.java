package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.space.Choices;
import java.util.List;
import java.util.Optional;

/// What a controller knows after an update, in short: as far as its kind has something to say.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ControllerSummary {

  /// A policy, as some draws from it show it.
  ///
  /// @param entropy mean over the draws and their active decisions, in nats; at most the logarithm
  ///   of the number of options
  /// @param decisions one for each decision of the space, in its order
  @JsonTypeName("policy")
  record Policy(double entropy, List<OptionProbabilities> decisions) implements ControllerSummary {
    public Policy {
      decisions = List.copyOf(decisions);
    }
  }

  /// What a policy would answer to one decision. The answer depends on those before it, so this is
  /// the mean over draws of the earlier answers.
  ///
  /// @param active the share of draws in which the decision mattered
  /// @param probabilities of the options, in their order, where it did; they sum to 1. Empty where
  ///   no draw came to it.
  record OptionProbabilities(double active, List<Double> probabilities) {
    public OptionProbabilities {
      probabilities = List.copyOf(probabilities);
      if (!(active >= 0 && active <= 1) || (active == 0) != probabilities.isEmpty()) {
        throw new IllegalArgumentException(
            "A decision has probabilities if and only if it is active in a share of (0, 1] of draws, but has %s at %s."
                .formatted(probabilities, active));
      }
    }
  }

  /// The results that may have children.
  ///
  /// @param members how many
  /// @param bestReward absent without members
  /// @param meanReward absent without members
  @JsonTypeName("population")
  record Population(int members, Optional<Double> bestReward, Optional<Double> meanReward)
      implements ControllerSummary {}

  /// Where a climb stands.
  ///
  /// @param position the best of this climb, whose neighbours are tried; absent before the first
  /// @param summit where the climb before ended
  /// @param starts results of uniform choices that the next climb may start from
  @JsonTypeName("climb")
  record Climb(Optional<Place> position, Optional<Place> summit, int starts)
      implements ControllerSummary {

    /// Choices and what they were worth.
    public record Place(Choices choices, double reward) {}
  }

  /// Nothing: results do not change what is proposed.
  @JsonTypeName("nothing")
  record Nothing() implements ControllerSummary {}
}
