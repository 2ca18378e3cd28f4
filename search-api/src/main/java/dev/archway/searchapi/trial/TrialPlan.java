package dev.archway.searchapi.trial;

import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.space.Choices;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a trial is about, fixed when it is created.
///
/// @param costs those that are known; of trials of earlier versions, some
/// @param seed decides its training, given network and recipe
public record TrialPlan(
    Source source,
    NetworkArchitecture architecture,
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

  /// A plan with the costs and the identity that follow from architecture, image and classes.
  public static TrialPlan of(
      Source source, NetworkArchitecture architecture, FeatureShape image, int classes, long seed) {
    var network = architecture.expand(image, classes);
    return new TrialPlan(
        source, architecture, NetworkHash.of(network), AnalyticCost.of(network), seed);
  }
}
