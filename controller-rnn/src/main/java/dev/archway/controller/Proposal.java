package dev.archway.controller;

import dev.archway.core.experiment.Provenance;
import dev.archway.core.space.Choices;
import java.util.Optional;

/// An architecture to try.
///
/// @param choices normalized: inactive decisions take option 0
/// @param logProbability natural logarithm of the probability with which the policy takes these
///   choices in one draw, whatever led to them (a draw that avoids the known, a mutation); of a
///   controller without a policy, that of a uniform draw: nothing is learned from it
/// @param provenance how the controller came to it, for people to read
/// @param start what training starts from; without it, from fresh weights by the experiment's
///   recipe
public record Proposal(
    Choices choices, double logProbability, Provenance provenance, Optional<Start> start) {
  public Proposal {
    LogProbability.require(logProbability);
  }

  public Proposal(Choices choices, double logProbability, Provenance provenance) {
    this(choices, logProbability, provenance, Optional.empty());
  }
}
