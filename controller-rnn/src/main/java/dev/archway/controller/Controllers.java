package dev.archway.controller;

import dev.archway.controller.evolution.EvolutionController;
import dev.archway.controller.local.LocalSearchController;
import dev.archway.controller.random.RandomController;
import dev.archway.controller.rnn.RnnController;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Decisions;

/// Makes the controller that an experiment asks for.
public final class Controllers {
  private Controllers() {}

  /// A new controller, at version 0, for an experiment's search arm.
  public static Controller create(ControllerSpec spec, Decisions decisions, long experimentSeed) {
    return create(spec, decisions, new ProposalSeed(experimentSeed, ProposalSeed.SEARCH));
  }

  public static Controller create(ControllerSpec spec, Decisions decisions, ProposalSeed seed) {
    return switch (spec) {
      case RnnSpec rnn -> RnnController.create(rnn, decisions, seed);
      case ControllerSpec.Evolution evolution ->
          EvolutionController.create(evolution, decisions, seed);
      case ControllerSpec.LocalSearch local -> LocalSearchController.create(local, decisions, seed);
      case ControllerSpec.Random _ -> RandomController.create(decisions, seed);
    };
  }

  /// The controller of an experiment's search arm as it was when the snapshot was taken.
  public static Controller restore(
      ControllerSpec spec, Decisions decisions, long experimentSeed, byte[] snapshot) {
    return restore(
        spec, decisions, new ProposalSeed(experimentSeed, ProposalSeed.SEARCH), snapshot);
  }

  /// The controller as it was when the snapshot was taken. Spec, decisions and seed are not part of
  /// a snapshot; one that another kind of controller or other decisions left is refused.
  public static Controller restore(
      ControllerSpec spec, Decisions decisions, ProposalSeed seed, byte[] snapshot) {
    return switch (spec) {
      case RnnSpec rnn -> RnnController.restore(rnn, decisions, seed, snapshot);
      case ControllerSpec.Evolution evolution ->
          EvolutionController.restore(evolution, decisions, seed, snapshot);
      case ControllerSpec.LocalSearch local ->
          LocalSearchController.restore(local, decisions, seed, snapshot);
      case ControllerSpec.Random _ -> RandomController.restore(decisions, seed, snapshot);
    };
  }
}
