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
import dev.archway.searchapi.trace.Subject;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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

  /// Most claims whose trials are read by one statement.
  private static final int AT_ONCE = 64;

  private final Experiments experiments;
  private final Trials trials;
  private final Artifacts artifacts;
  private final Reports reports;
  private final Combined<List<Claims.Claimed>, Map<UUID, Task>> claims =
      new Combined<>(AT_ONCE, this::work);

  Assignments(Experiments experiments, Trials trials, Artifacts artifacts, Reports reports) {
    this.experiments = experiments;
    this.trials = trials;
    this.artifacts = artifacts;
    this.reports = reports;
  }

  /// What claimed tasks ask of their holders, by the tasks. If that cannot be made out of one, the
  /// attempt has failed: it is nobody's, and keeps nobody from the tasks that were claimed with it.
  Map<UUID, Task> of(List<Claims.Claimed> claimed) {
    return claims.ask(claimed);
  }

  private List<Map<UUID, Task>> work(List<List<Claims.Claimed>> together) {
    var all = together.stream().flatMap(List::stream).toList();
    var trialsById = readable(all);
    var experimentsById =
        experiments.get(all.stream().map(Claims.Claimed::experiment).collect(Collectors.toSet()));
    return together.stream().map(claimed -> work(claimed, trialsById, experimentsById)).toList();
  }

  private Map<UUID, Task> work(
      List<Claims.Claimed> claimed,
      Map<UUID, Trial> trialsById,
      Map<UUID, Experiment> experimentsById) {
    var work = new HashMap<UUID, Task>();
    for (var one : claimed) {
      try (var _ = Subject.TRIAL.named(one.trial())) {
        var trial =
            Optional.ofNullable(trialsById.get(one.trial()))
                .orElseGet(() -> trials.get(one.trial()));
        var experiment = Objects.requireNonNull(experimentsById.get(one.experiment()));
        work.put(one.task(), made(one, trial, experiment));
      } catch (ProblemException e) {
        fail(one, FailureCategory.USER_ERROR, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        log.error("Task {} could not be handed out", one.task(), e);
        fail(one, FailureCategory.INFRASTRUCTURE, e.toString());
      }
    }
    return work;
  }

  /// All trials at once; none if one of them cannot be read, which is then told when it is read
  /// alone.
  private Map<UUID, Trial> readable(List<Claims.Claimed> claimed) {
    try {
      return trials.all(claimed.stream().map(Claims.Claimed::trial).toList());
    } catch (RuntimeException e) {
      log.warn("Of {} trials one cannot be read: {}", claimed.size(), e.toString());
      return Map.of();
    }
  }

  private void fail(Claims.Claimed claimed, FailureCategory category, String why) {
    try {
      reports.report(
          claimed.task(),
          claimed.token(),
          new TaskOutcome.Failed(category, "The task could not be handed out: " + why));
    } catch (RuntimeException e) {
      log.error("Task {} could not be ended; its lease will expire", claimed.task(), e);
    }
  }

  private Task made(Claims.Claimed claimed, Trial trial, Experiment experiment) {
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
    return experiment.network(trial.plan().architecture());
  }
}
