package dev.archway.searchapi;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.ControlArm;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.EvaluateTask;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.Lease;
import dev.archway.core.task.MeasureTask;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TestTask;
import dev.archway.core.task.TrainTask;
import dev.archway.core.zoo.GivenNetwork;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Simulated workers and devices over the real REST API: results follow from the network alone.
public final class Evaluators {
  public static final String DEVICE = "simulated-device";
  public static final String WORKER = "simulated-worker";
  public static final CostSpec.Latency LATENCY =
      new CostSpec.Latency(DEVICE, LatencySetting.SINGLE);
  public static final Measurement.Platform PLATFORM =
      new Measurement.Platform("simulation", "1", "none");

  /// How long a task is waited for.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// How long an experiment may take.
  private static final Duration END = Duration.ofMinutes(2);

  private final ArchwayClient client;

  public Evaluators(ArchwayClient client) {
    this.client = client;
    client.fleet().register(new DeviceRegistration(DEVICE, PLATFORM));
  }

  /// An experiment over two baselines whose target is the latency of the wider one.
  public ExperimentSpec spec(int trials, ControllerSpec controller) {
    return spec(trials, controller, Optional.empty());
  }

  public ExperimentSpec spec(int trials, ControllerSpec controller, Optional<ControlArm> control) {
    return spec(
        trials,
        controller,
        control,
        ObjectiveSpec.Product.of(LATENCY, new Target.SameAs("mobilenet-v2-x0.5"), Exponents.SOFT));
  }

  public ExperimentSpec spec(
      int trials,
      ControllerSpec controller,
      Optional<ControlArm> control,
      ObjectiveSpec objective) {
    var baselines =
        List.of(
            new BaselineSpec(GivenNetwork.of("mobilenet-v2"), 0.25),
            new BaselineSpec(GivenNetwork.of("mobilenet-v2"), 0.5));
    return new ExperimentSpec(
        "simulated",
        GivenSpace.of("mnasnet-small"),
        objective,
        controller,
        control,
        new EvaluationSpec.Training(Recipe.demo("cifar-10")),
        baselines,
        trials,
        Optional.of(4),
        7);
  }

  /// Claims one task of a kind, waiting for it.
  public Lease claim(TaskKind kind) {
    return claim(request(kind, 1, 10));
  }

  /// Claims one task of an experiment that an evaluator of one's own works on, waiting for it.
  public Lease claimEvaluation(UUID experiment) {
    return claim(
        new ClaimRequest(
            WORKER, List.of(TaskKind.EVALUATE), Optional.empty(), Optional.of(experiment), 1, 10));
  }

  private Lease claim(ClaimRequest request) {
    long begun = System.nanoTime();
    do {
      var leases = client.leases().claim(request);
      if (!leases.isEmpty()) {
        return leases.getFirst();
      }
    } while (System.nanoTime() - begun < PATIENCE.toNanos());
    throw new AssertionError(
        "No %s task came up within %d s.".formatted(request.kinds(), PATIENCE.toSeconds()));
  }

  public ClaimRequest request(TaskKind kind, int atMost, int waitSeconds) {
    return new ClaimRequest(
        WORKER,
        List.of(kind),
        kind == TaskKind.MEASURE ? Optional.of(DEVICE) : Optional.empty(),
        atMost,
        waitSeconds);
  }

  /// What an honest evaluator would say of a task.
  public TaskOutcome outcome(Lease lease) {
    return switch (lease.work()) {
      case TrainTask train ->
          new TaskOutcome.Trained(
              List.of(new EpochMetrics(1, 1.5, accuracy(train), 200)), List.of());
      case MeasureTask measure -> {
        // The model's size stands for its latency.
        double millis = client.leases().model(lease).length / 1e6;
        yield new TaskOutcome.Measured(
            new Measurement(
                Collections.nCopies(50, new Measurement.Sample(millis, 1)),
                measure.setting(),
                true,
                PLATFORM));
      }
      case EvaluateTask evaluate ->
          new TaskOutcome.Evaluated(
              Map.of("accuracy", share(evaluate.options().toString())), Map.of("size", 2.0));
      case TestTask _ -> new TaskOutcome.Tested(0.5, 10_000);
    };
  }

  private static double accuracy(TrainTask train) {
    return share(NetworkHash.of(train.network()).hex());
  }

  private static double share(String text) {
    return Math.floorMod(text.hashCode(), 1000) / 1000.0;
  }

  /// Does whatever comes up until the experiment has ended.
  public ExperimentView runToEnd(UUID experiment) {
    long begun = System.nanoTime();
    ExperimentView view;
    do {
      for (var kind : List.of(TaskKind.MEASURE, TaskKind.TRAIN)) {
        for (var lease : client.leases().claim(request(kind, 10, 1))) {
          client.leases().report(lease, outcome(lease));
        }
      }
      view = client.experiments().get(experiment);
      if (view.state() == ExperimentState.FINISHED) {
        return view;
      }
    } while (System.nanoTime() - begun < END.toNanos());
    throw new AssertionError(
        "Experiment %s should have finished within %d s, but is %s with %d trials finished."
            .formatted(experiment, END.toSeconds(), view.state(), view.finished()));
  }
}
