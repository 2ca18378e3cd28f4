package dev.archway.core.experiment;

import dev.archway.core.space.Choices;
import dev.archway.core.zoo.GivenNetwork;
import java.util.Optional;

/// A trial that a user wants beside those that the search proposes: a network of one's own or of
/// the zoo, or choices in the experiment's space. Same recipe, same device, not learned from.
///
/// @param width of the network; 1 if it is not given
public record TrialRequest(
    Optional<GivenNetwork> network, Optional<Double> width, Optional<Choices> choices) {
  public TrialRequest {
    if (network.isPresent() == choices.isPresent()) {
      throw new IllegalArgumentException(
          "A queued trial is either a network or choices, but is "
              + (network.isPresent() ? "both." : "neither."));
    }
    if (width.isPresent() && network.isEmpty()) {
      throw new IllegalArgumentException("A width belongs to a network, not to choices.");
    }
  }

  public static TrialRequest of(GivenNetwork network, double width) {
    return new TrialRequest(Optional.of(network), Optional.of(width), Optional.empty());
  }

  public static TrialRequest of(Choices choices) {
    return new TrialRequest(Optional.empty(), Optional.empty(), Optional.of(choices));
  }
}
