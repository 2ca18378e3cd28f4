package dev.archway.cli.demo;

import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Spaces;
import dev.archway.core.task.ArtifactReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Trials as the service shows them, for tests.
final class SampleTrials {
  private SampleTrials() {}

  static TrialView completed(int number, double accuracy, double p50, double reward) {
    return trial(
        number,
        TrialState.COMPLETED,
        Optional.of(accuracy),
        Optional.of(new LatencyView(p50, 1.1 * p50, 200, true)),
        Optional.of(reward));
  }

  static TrialView in(TrialState state, int number) {
    return trial(number, state, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static TrialView trial(
      int number,
      TrialState state,
      Optional<Double> accuracy,
      Optional<LatencyView> latency,
      Optional<Double> reward) {
    boolean failed = state == TrialState.FAILED;
    return new TrialView(
        new UUID(0, number),
        number,
        TrialOrigin.CONTROLLER,
        Optional.empty(),
        Optional.of(choices(number)),
        "mbconv3_r2_k3",
        state,
        failed ? Optional.of("It broke.") : Optional.empty(),
        accuracy,
        Map.of(),
        Map.of(),
        latency,
        reward,
        Optional.empty(),
        Map.of(AnalyticCost.MULTIPLY_ADDS, 12_345_678L, AnalyticCost.PARAMETERS, 98_765L),
        1,
        state == TrialState.RUNNING ? Optional.of(170.5) : Optional.empty(),
        Optional.of(0),
        Optional.of(-3.5),
        Optional.of(new Provenance.Drawn(0)),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  static TrialView baseline(TrialView t, String name) {
    return with(t, TrialOrigin.BASELINE, Optional.of(name), t.testAccuracy(), t.artifacts());
  }

  static TrialView ofControlArm(TrialView t) {
    return with(t, TrialOrigin.CONTROL, Optional.empty(), t.testAccuracy(), t.artifacts());
  }

  static TrialView tested(TrialView t, double testAccuracy, List<ArtifactReference> artifacts) {
    return with(t, t.origin(), t.name(), Optional.of(testAccuracy), artifacts);
  }

  private static TrialView with(
      TrialView t,
      TrialOrigin origin,
      Optional<String> name,
      Optional<Double> testAccuracy,
      List<ArtifactReference> artifacts) {
    return new TrialView(
        t.id(),
        t.number(),
        origin,
        name,
        origin == TrialOrigin.BASELINE ? Optional.empty() : t.choices(),
        t.architecture(),
        t.state(),
        t.reason(),
        t.accuracy(),
        t.metrics(),
        t.reportedCosts(),
        t.latencyMillis(),
        t.reward(),
        testAccuracy,
        t.costs(),
        t.epochs(),
        t.imagesPerSecond(),
        t.policyVersion(),
        t.logProbability(),
        t.provenance(),
        t.learnedBy(),
        t.parent(),
        artifacts);
  }

  /// Of `mnasnet-small`, different for the first three numbers.
  private static Choices choices(int number) {
    var options = new ArrayList<Integer>();
    for (var decision : Spaces.mnasnetSmall().decisions().list()) {
      options.add(number % decision.options().size());
    }
    return new Choices(options);
  }
}
