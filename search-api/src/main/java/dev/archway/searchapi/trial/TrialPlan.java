package dev.archway.searchapi.trial;

import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.OpaqueArchitecture;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.network.Images;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.space.Choices;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/// What a trial is about, fixed when it is created.
///
/// @param costs those that are known; of trials of earlier versions, some
/// @param seed decides its training, given network and recipe
public record TrialPlan(
    Source source,
    Architecture architecture,
    NetworkHash hash,
    Map<AnalyticCost, Long> costs,
    long seed) {
  public TrialPlan {
    costs = Map.copyOf(costs);
  }

  /// Where the architecture came from.
  public sealed interface Source {
    TrialOrigin origin();
  }

  /// A controller proposed it.
  ///
  /// @param arm whose controller
  /// @param policyVersion the policy that it was drawn from
  /// @param provenance how the controller came to it; absent where an older release asked
  public record Proposed(
      Arm arm,
      Choices choices,
      int policyVersion,
      double logProbability,
      Optional<Provenance> provenance,
      Optional<UUID> parent)
      implements Source {
    @Override
    public TrialOrigin origin() {
      return arm.origin();
    }
  }

  /// It is a known network.
  public record Baseline(String name) implements Source {
    @Override
    public TrialOrigin origin() {
      return TrialOrigin.BASELINE;
    }
  }

  /// A user queued it beside the search.
  ///
  /// @param name of a network that has one
  /// @param choices present if it is one of the experiment's space
  public record Queued(Optional<String> name, Optional<Choices> choices) implements Source {
    @Override
    public TrialOrigin origin() {
      return TrialOrigin.USER;
    }
  }

  /// A plan with the costs and the identity that follow from the architecture.
  ///
  /// @param images what networks are made for; an opaque architecture needs none
  public static TrialPlan of(
      Source source, Architecture architecture, Optional<Images> images, long seed) {
    return switch (architecture) {
      case NetworkArchitecture networks -> {
        var network = networks.expand(images.orElseThrow());
        yield new TrialPlan(
            source, architecture, NetworkHash.of(network), AnalyticCost.of(network), seed);
      }
      case OpaqueArchitecture opaque ->
          new TrialPlan(source, opaque, identity(opaque, images), Map.of(), seed);
    };
  }

  /// The seed of the trial with a number.
  public static long seed(long experiment, int number) {
    return new SplittableRandom(experiment + number).nextLong();
  }

  /// What tells an architecture from every other.
  public static NetworkHash identity(Architecture architecture, Optional<Images> images) {
    return switch (architecture) {
      case NetworkArchitecture networks -> NetworkHash.of(networks.expand(images.orElseThrow()));
      case OpaqueArchitecture opaque -> NetworkHash.ofText(opaque.identity());
    };
  }
}
