package dev.archway.core;

import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.OpaqueArchitecture;
import dev.archway.core.architecture.ScaledArchitecture;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.Budget;
import dev.archway.core.experiment.ControlArm;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.ControllerView;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.Fault;
import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.MedianRule;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.ParetoView;
import dev.archway.core.experiment.PolicyGradient;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.SummaryView;
import dev.archway.core.experiment.Target;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialPoint;
import dev.archway.core.experiment.TrialRequest;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.experiment.UpdateView;
import dev.archway.core.experiment.Validation;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Images;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import dev.archway.core.recipe.Optimizer;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.recipe.Schedule;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Condition;
import dev.archway.core.space.Decision;
import dev.archway.core.space.Decisions;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.space.Spaces;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.EvaluateTask;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.Lease;
import dev.archway.core.task.MeasureTask;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.Precision;
import dev.archway.core.task.Task;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TestTask;
import dev.archway.core.task.TrainTask;
import dev.archway.core.task.TrainingProgress;
import dev.archway.core.zoo.GivenNetwork;
import dev.archway.core.zoo.MobileNetV2;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/// Values of every record on the wire.
final class WireSamples {
  private static final FeatureShape IMAGE = new FeatureShape(3, 32, 32);
  private static final ArtifactReference CHECKPOINT =
      new ArtifactReference(ArtifactReference.Role.CHECKPOINT, "cd".repeat(32), 4_321);
  private static final ArtifactReference ARTIFACT =
      new ArtifactReference(ArtifactReference.Role.WEIGHTS, "0123456789abcdef".repeat(4), 12_345);
  static final Measurement.Platform PLATFORM =
      new Measurement.Platform("onnxruntime", "1.29.0", "a processor");
  private static final EpochMetrics EPOCH = new EpochMetrics(1, 1.75, 0.375, 250.5);

  private WireSamples() {}

  static List<Layer> layers() {
    return List.of(
        new Layer.Convolution(24, 3, 5, 2, 3, 4, true),
        new Layer.BatchNormalization(1e-3, 0.99),
        new Layer.Activation(Layer.Activation.Function.HARD_SWISH),
        new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 2),
        new Layer.GlobalAveragePooling(),
        new Layer.Add(),
        new Layer.Concatenate(),
        new Layer.ChannelSplit(4, 8),
        new Layer.ChannelShuffle(3),
        new Layer.SqueezeExcite(6, Layer.SqueezeExcite.Gate.HARD_SIGMOID),
        new Layer.Dropout(0.2),
        new Layer.DropPath(0.75),
        new Layer.Linear(1000));
  }

  static List<Network> networks() {
    var nodes = new ArrayList<Node>();
    nodes.add(new Node("pool", new Layer.GlobalAveragePooling(), List.of(Network.INPUT)));
    nodes.add(new Node("scores", new Layer.Linear(10), List.of("pool")));
    nodes.add(new Node("aux", new Layer.Linear(10), List.of("pool")));
    return List.of(
        MobileNetV2.cifar(0.5).expand(IMAGE, 10),
        new Network("auxiliary", IMAGE, 10, nodes, "scores", List.of("aux")));
  }

  static List<Architecture> architectures() {
    var random = new SplittableRandom(14);
    var samples = new ArrayList<Architecture>();
    samples.add(MobileNetV2.imageNet(1.4));
    samples.add(new GraphArchitecture(networks().getFirst()));
    samples.add(new ScaledArchitecture(MobileNetV2.imageNet(0.5), 160));
    samples.add(new OpaqueArchitecture(Map.of("optimizer", "adam")));
    for (var space : Spaces.all()) {
      for (int i = 0; i < 5; i++) {
        samples.add(space.decode(space.decisions().sample(random)));
      }
    }
    return samples;
  }

  static List<Decisions> decisions() {
    return List.of(
        new Decisions(
            List.of(
                new Decision("operator", List.of("pool", "conv")),
                new Decision(
                    "kernel",
                    List.of("3", "5"),
                    Optional.of(new Condition("operator", List.of("conv")))))));
  }

  static List<Optimizer> optimizers() {
    return List.of(new Optimizer.Sgd(0.05, 0.9, true, 5e-4));
  }

  static List<Schedule> schedules() {
    return List.of(new Schedule.Cosine(0.1));
  }

  static List<Task> tasks() {
    var network = networks().getFirst();
    var recipe = Recipe.demo("cifar-10");
    return List.of(
        new TrainTask(
            network,
            recipe,
            Long.MIN_VALUE,
            List.of(Precision.FLOAT32),
            Optional.empty(),
            Optional.empty()),
        new TrainTask(
            network,
            recipe,
            7,
            List.of(Precision.INT8),
            Optional.of(ARTIFACT),
            Optional.of(CHECKPOINT)),
        new MeasureTask("model", new LatencySetting(Precision.INT8, 4, 8)),
        new EvaluateTask(
            3, Map.of("optimizer", "adam"), architectures().getFirst(), Optional.of(network), 11),
        new EvaluateTask(
            4, Map.of(), new OpaqueArchitecture(Map.of("optimizer", "adam")), Optional.empty(), 12),
        new TestTask(network, "cifar-10", ARTIFACT));
  }

  static List<TaskOutcome> outcomes() {
    return List.of(
        new TaskOutcome.Trained(List.of(EPOCH), List.of(ARTIFACT)),
        new TaskOutcome.Measured(
            new Measurement(
                Collections.nCopies(50, new Measurement.Sample(5.125, 1.03)),
                LatencySetting.SINGLE,
                true,
                PLATFORM)),
        new TaskOutcome.Evaluated(Map.of("accuracy", 0.875, "f1", 0.5), Map.of("joules", 1.5)),
        new TaskOutcome.Tested(0.4123, 10_000),
        new TaskOutcome.Infeasible("the loss is not a number at step 12"),
        new TaskOutcome.Failed(FailureCategory.INFRASTRUCTURE, "the slot's process ended"));
  }

  static List<Lease> leases() {
    return tasks().stream()
        .map(task -> new Lease(new UUID(1, 2), new UUID(3, 4), Long.MAX_VALUE, 30, task))
        .toList();
  }

  static List<ClaimRequest> claims() {
    return List.of(
        new ClaimRequest("w", List.of(TaskKind.TRAIN, TaskKind.TEST), Optional.empty(), 1, 20),
        new ClaimRequest("d", List.of(TaskKind.MEASURE), Optional.of("d"), 10, 0),
        new ClaimRequest(
            "mine",
            List.of(TaskKind.EVALUATE),
            Optional.empty(),
            Optional.of(new UUID(1, 2)),
            10,
            0));
  }

  static List<TrainingProgress> progress() {
    return List.of(
        new TrainingProgress(3, 156, 240.5, Optional.empty()),
        new TrainingProgress(156, 156, 240.5, Optional.of(EPOCH)));
  }

  static List<DeviceRegistration> devices() {
    return List.of(new DeviceRegistration("device", PLATFORM));
  }

  static List<Target> targets() {
    return List.of(new Target.Value(7.5), new Target.SameAs("mobilenet-v2-x0.5"));
  }

  static List<EvaluationSpec> evaluations() {
    return List.of(
        new EvaluationSpec.Training(Recipe.demo("cifar-10")),
        new EvaluationSpec.Training(Recipe.demo("cifar-10"), Optional.of(MedianRule.USUAL)),
        new EvaluationSpec.Own(Optional.empty()),
        new EvaluationSpec.Own(Optional.of(new Images(IMAGE, 10))));
  }

  static List<CostSpec> costs() {
    return List.of(
        new CostSpec.Reported("joules"),
        new CostSpec.Latency("device", LatencySetting.SINGLE),
        new CostSpec.Analytic(AnalyticCost.PEAK_ACTIVATION_BYTES_INT8));
  }

  static List<ObjectiveSpec> objectives() {
    var objectives = new ArrayList<ObjectiveSpec>();
    objectives.add(new ObjectiveSpec.Accuracy());
    objectives.add(
        new ObjectiveSpec.Product(
            costs().stream()
                .map(cost -> new ObjectiveSpec.Term(cost, targets().getFirst(), Exponents.HARD))
                .toList()));
    for (var target : targets()) {
      objectives.add(new ObjectiveSpec.Absolute(costs().getFirst(), target, -0.1));
    }
    return objectives;
  }

  static List<ControllerSpec> controllers() {
    return List.of(
        RnnSpec.standard(),
        RnnSpec.nasnet(),
        RnnSpec.enas(),
        ControllerSpec.Evolution.small(),
        ControllerSpec.LocalSearch.small(),
        new ControllerSpec.Random());
  }

  static List<ExperimentSpec> experiments() {
    var experiments = new ArrayList<ExperimentSpec>();
    experiments.add(
        experiment(
            GivenSpace.of("nasnet"),
            objectives().getFirst(),
            controllers().getFirst(),
            Optional.empty()));
    for (var space : givenSpaces()) {
      experiments.add(
          experiment(space, objectives().getLast(), controllers().getLast(), Optional.of(3)));
    }
    experiments.add(limited(experiments.getFirst()));
    return experiments;
  }

  /// With all that may limit and describe an experiment.
  private static ExperimentSpec limited(ExperimentSpec spec) {
    return new ExperimentSpec(
        spec.name(),
        spec.space(),
        spec.objective(),
        spec.controller(),
        spec.control(),
        spec.evaluation(),
        spec.baselines(),
        new Budget(
            10,
            Optional.of(Duration.ofHours(36)),
            Optional.of(12.5),
            Optional.of(90.0),
            Optional.of(0.9),
            Optional.of(50)),
        spec.parallelism(),
        spec.seed(),
        9,
        Optional.of("the second attempt"),
        List.of("phone", "team a"),
        Optional.of(URI.create("https://chat.example/hook?room=7")));
  }

  private static ExperimentSpec experiment(
      GivenSpace space,
      ObjectiveSpec objective,
      ControllerSpec controller,
      Optional<Integer> parallelism) {
    return new ExperimentSpec(
        "demo",
        space,
        objective,
        controller,
        parallelism.map(_ -> new ControlArm(0.2, new ControllerSpec.Random())),
        new EvaluationSpec.Training(Recipe.demo("cifar-10")),
        baselines(),
        10,
        parallelism,
        -42);
  }

  static List<BaselineSpec> baselines() {
    return givenNetworks().stream().map(network -> new BaselineSpec(network, 0.25)).toList();
  }

  private static List<GivenNetwork> givenNetworks() {
    return Stream.concat(
            Stream.of("mobilenet-v2", "r1_k3_s11_e1_i32_o16").map(GivenNetwork::of),
            architectures().stream()
                .filter(NetworkArchitecture.class::isInstance)
                .map(NetworkArchitecture.class::cast)
                .map(GivenNetwork::of))
        .toList();
  }

  static List<GivenSpace> givenSpaces() {
    return List.of(
        GivenSpace.of("nasnet"),
        new GivenSpace.Own(
            Optional.of(givenNetworks().getLast()),
            Map.of("name", "mine", "type", "scaled", "widths", List.of(0.5, 1))),
        new GivenSpace.Own(
            Optional.empty(),
            Map.of("name", "mine", "stages", List.of(Map.of("kernel", List.of(3, 5))))));
  }

  static List<ExperimentView> experimentViews() {
    var spec = experiments().getFirst();
    return List.of(
        new ExperimentView(
            new UUID(1, 2),
            spec,
            ExperimentState.RUNNING,
            Optional.empty(),
            Map.of(),
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new ExperimentView(
            new UUID(1, 2),
            spec,
            ExperimentState.FINISHED,
            Optional.of("the budget is used up"),
            Map.of("latencyMillis", 7.25, "parameters", 1e6),
            10,
            2,
            Optional.of(Instant.parse("2026-11-01T12:00:00Z")),
            Optional.of(Instant.parse("2026-11-02T12:00:00Z")),
            Optional.of("the last 10 trials failed")));
  }

  static List<Provenance> provenances() {
    return List.of(
        new Provenance.Drawn(3),
        new Provenance.Mutated(Choices.of(1, 0, 2)),
        new Provenance.Uniform(),
        new Provenance.Remaining());
  }

  static List<ControllerSummary> summaries() {
    return List.of(
        new ControllerSummary.Policy(
            1.375,
            List.of(
                new ControllerSummary.OptionProbabilities(0.75, List.of(0.125, 0.875)),
                new ControllerSummary.OptionProbabilities(0, List.of()))),
        new ControllerSummary.Population(0, Optional.empty(), Optional.empty()),
        new ControllerSummary.Population(50, Optional.of(0.42), Optional.of(0.3)),
        new ControllerSummary.Climb(
            Optional.of(new ControllerSummary.Climb.Place(Choices.of(1, 0), 0.5)),
            Optional.empty(),
            3),
        new ControllerSummary.Nothing());
  }

  static List<ControllerView> controllerViews() {
    var gradient =
        new PolicyGradient(
            0.375,
            0.25,
            List.of(new PolicyGradient.Advantage(7, 0.5, 0.25)),
            List.of(new PolicyGradient.Step(7.5, 5)));
    var updates = new ArrayList<UpdateView>();
    for (var summary : summaries()) {
      var report = new UpdateReport(updates.size() + 1, 5, 4, Optional.of(gradient));
      updates.add(new UpdateView(report, summary));
    }
    return List.of(
        new ControllerView(
            decisions().getFirst().list(),
            List.of(
                new ControllerView.ArmView(Arm.SEARCH, RnnSpec.standard(), 9, updates),
                new ControllerView.ArmView(
                    Arm.CONTROL, new ControllerSpec.Random(), 0, List.of()))));
  }

  static List<TrialView> trialViews() {
    return List.of(
        new TrialView(
            new UUID(1, 2),
            1,
            TrialOrigin.CONTROLLER,
            Optional.empty(),
            Optional.of(Choices.of(1, 0, 2)),
            "conv_r1_k3_s1_o8_none",
            TrialState.COMPLETED,
            Optional.empty(),
            Optional.of(0.41),
            Map.of("f1", 0.5),
            Map.of("joules", 1.5),
            Optional.of(new LatencyView(5.1, 5.4, 200, true)),
            Optional.of(0.42),
            Optional.of(0.405),
            Map.of(AnalyticCost.MULTIPLY_ADDS, 12_345_678_901L, AnalyticCost.PARAMETERS, 98_765L),
            1,
            Optional.of(250.5),
            Optional.of(3),
            Optional.of(-24.5),
            Optional.of(new Provenance.Drawn(2)),
            Optional.of(4),
            Optional.of(new UUID(5, 6)),
            List.of(ARTIFACT)),
        new TrialView(
            new UUID(1, 2),
            2,
            TrialOrigin.BASELINE,
            Optional.of("mobilenet-v2-x0.5"),
            Optional.empty(),
            "mbconv6_r1_k3_s1_o8_identity",
            TrialState.FAILED,
            Optional.of("the slot's process ended three times"),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }

  static List<EventView> events() {
    return List.of(
        new EventView(
            1,
            EventView.Kind.TRIAL_ENDED,
            Map.of("number", 7, "state", "COMPLETED", "accuracy", 0.5),
            Instant.parse("2026-11-01T12:00:00Z")));
  }

  private static TrialPoint point() {
    return new TrialPoint(
        new UUID(1, 2),
        3,
        TrialOrigin.USER,
        Optional.of("mine"),
        0.5,
        Optional.of(0.25),
        Map.of("latencyMillis", 7.5));
  }

  static List<ParetoView> fronts() {
    return List.of(
        new ParetoView(List.of("latencyMillis"), List.of(point())),
        new ParetoView(List.of(), List.of()));
  }

  static List<SummaryView> summariesOfExperiments() {
    return List.of(
        new SummaryView(
            Map.of(TrialState.COMPLETED, 3), Optional.of(point()), Optional.empty(), 1.5, 20));
  }

  static List<TrialRequest> trialRequests() {
    return List.of(
        TrialRequest.of(GivenNetwork.of("mobilenet-v2"), 0.5), TrialRequest.of(Choices.of(1, 2)));
  }

  static List<Validation> validations() {
    return List.of(
        new Validation(
            List.of(new Fault("budget.trials", "there are none")),
            Optional.empty(),
            Optional.empty()),
        new Validation(List.of(), Optional.of(experiments().getLast()), Optional.of(12.5)));
  }
}
