package dev.archway.searchapi.task;

import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.OpaqueArchitecture;
import dev.archway.core.network.Network;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EvaluateTask;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.MeasureTask;
import dev.archway.core.task.Precision;
import dev.archway.core.task.Task;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TestTask;
import dev.archway.core.task.TrainTask;
import dev.archway.onnx.OnnxModel;
import dev.archway.searchapi.artifact.Artifacts;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What is to be done in a task, made from its trial and experiment at the moment it is leased:
/// nothing of it is stored twice.
@Component
class Assignments {
  private static final Logger log = LoggerFactory.getLogger(Assignments.class);

  /// Latency does not depend on the values of weights, so any will do; these are the same
  /// everywhere.
  private static final long MEASURED_WEIGHTS_SEED = 0;

  private final Experiments experiments;
  private final Trials trials;
  private final Artifacts artifacts;
  private final Reports reports;

  Assignments(Experiments experiments, Trials trials, Artifacts artifacts, Reports reports) {
    this.experiments = experiments;
    this.trials = trials;
    this.artifacts = artifacts;
    this.reports = reports;
  }

  /// What a claimed task asks of its holder. If that cannot be made out, the attempt has failed: it
  /// is nobody's, and keeps nobody from the tasks that were claimed along with it.
  Optional<Task> work(Leases.Claimed claimed) {
    try {
      return Optional.of(made(claimed));
    } catch (ProblemException e) {
      fail(claimed, FailureCategory.USER_ERROR, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("Task {} could not be handed out", claimed.task(), e);
      fail(claimed, FailureCategory.INFRASTRUCTURE, e.toString());
    }
    return Optional.empty();
  }

  private void fail(Leases.Claimed claimed, FailureCategory category, String why) {
    try {
      reports.report(
          claimed.task(),
          claimed.token(),
          new TaskOutcome.Failed(category, "The task could not be handed out: " + why));
    } catch (RuntimeException e) {
      log.error("Task {} could not be ended; its lease will expire", claimed.task(), e);
    }
  }

  private Task made(Leases.Claimed claimed) {
    var experiment = experiments.get(claimed.experiment());
    var trial = trials.get(claimed.trial());
    return switch (claimed.kind()) {
      case TRAIN ->
          new TrainTask(
              network(trial, experiment),
              experiment.spec().recipe().orElseThrow(),
              trial.plan().seed(),
              List.of(Precision.FLOAT32),
              Optional.empty(),
              claimed
                  .checkpoint()
                  .flatMap(c -> artifacts.reference(ArtifactReference.Role.CHECKPOINT, c)));
      case EVALUATE -> evaluation(trial, experiment);
      case MEASURE ->
          new MeasureTask(
              "trial " + trial.number(),
              experiment.spec().objective().latency().orElseThrow().setting());
      case TEST ->
          new TestTask(
              network(trial, experiment),
              experiment.spec().recipe().orElseThrow().dataset(),
              weights(trial));
    };
  }

  private static EvaluateTask evaluation(Trial trial, Experiment experiment) {
    var architecture = trial.plan().architecture();
    return new EvaluateTask(
        trial.number(),
        switch (trial.plan().source()) {
          case TrialPlan.Proposed proposed ->
              experiment.space().decisions().taken(proposed.choices());
          case TrialPlan.Queued queued ->
              queued.choices().map(experiment.space().decisions()::taken).orElse(Map.of());
          case TrialPlan.Baseline _ -> Map.of();
        },
        architecture,
        switch (architecture) {
          case NetworkArchitecture _ -> Optional.of(network(trial, experiment));
          case OpaqueArchitecture _ -> Optional.empty();
        },
        trial.plan().seed());
  }

  /// The model a device times: made from the graph alone, so that a trial can be timed before it is
  /// trained.
  byte[] modelToMeasure(UUID trialId, UUID experimentId) {
    return OnnxModel.untrained(
        network(trials.get(trialId), experiments.get(experimentId)), MEASURED_WEIGHTS_SEED);
  }

  private ArtifactReference weights(Trial trial) {
    return artifacts
        .of(trial.id(), ArtifactReference.Role.WEIGHTS)
        .orElseThrow(() ->
            ProblemType.WRONG_STATE.because(
                "Trial %d has no weights any more.".formatted(trial.number())));
  }

  private static Network network(Trial trial, Experiment experiment) {
    return switch (trial.plan().architecture()) {
      case NetworkArchitecture networks -> networks.expand(experiment.images().orElseThrow());
      case OpaqueArchitecture opaque ->
          throw ProblemType.WRONG_STATE.because(
              "Trial %d stands for no network: %s.".formatted(trial.number(), opaque.text()));
    };
  }
}
