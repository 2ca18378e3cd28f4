package dev.archway.searchapi.task;

import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.network.Network;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.MeasureTask;
import dev.archway.core.task.Precision;
import dev.archway.core.task.Task;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TestTask;
import dev.archway.core.task.TrainTask;
import dev.archway.onnx.OnnxModel;
import dev.archway.searchapi.artifact.Artifacts;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.Trials;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What is to be done in a task, made from its trial and experiment at the moment it is leased:
/// nothing of it is stored twice.
@Component
class Assignments {
  /// Latency does not depend on the values of weights, so any will do; these are the same
  /// everywhere.
  private static final long MEASURED_WEIGHTS_SEED = 0;

  private final Experiments experiments;
  private final Trials trials;
  private final Artifacts artifacts;

  Assignments(Experiments experiments, Trials trials, Artifacts artifacts) {
    this.experiments = experiments;
    this.trials = trials;
    this.artifacts = artifacts;
  }

  /// @param checkpoint the content from which a training goes on
  Task work(UUID trialId, UUID experimentId, TaskKind kind, Optional<String> checkpoint) {
    var experiment = experiments.get(experimentId);
    var trial = trials.get(trialId);
    return switch (kind) {
      case TRAIN ->
          new TrainTask(
              network(trial, experiment),
              experiment.spec().recipe(),
              trial.plan().seed(),
              List.of(Precision.FLOAT32),
              Optional.empty(),
              checkpoint.flatMap(c -> artifacts.reference(ArtifactReference.Role.CHECKPOINT, c)));
      case MEASURE ->
          switch (experiment.spec().objective()) {
            case ObjectiveSpec.LatencyProduct product ->
                new MeasureTask("trial " + trial.number(), product.setting());
          };
      case TEST ->
          new TestTask(
              network(trial, experiment), experiment.spec().recipe().dataset(), weights(trial));
    };
  }

  /// The model a device times: made from the graph alone, so that a trial can be timed before it is
  /// trained.
  byte[] modelToMeasure(UUID trialId, UUID experimentId) {
    return OnnxModel.untrained(
        network(trials.get(trialId), experiments.get(experimentId)), MEASURED_WEIGHTS_SEED);
  }

  private ArtifactReference weights(Trial trial) {
    return artifacts.of(trial.id()).stream()
        .filter(a -> a.role() == ArtifactReference.Role.WEIGHTS)
        .findFirst()
        .orElseThrow();
  }

  private static Network network(Trial trial, Experiment experiment) {
    var dataset = experiment.dataset();
    return trial.plan().architecture().expand(dataset.image(), dataset.classes().size());
  }
}
