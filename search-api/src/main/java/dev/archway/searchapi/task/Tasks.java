package dev.archway.searchapi.task;

import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.TaskKind;
import dev.archway.searchapi.artifact.Artifacts;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.Trials;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Queues the tasks of trials.
@Service
public class Tasks {
  private final TaskRepository tasks;
  private final Trials trials;
  private final ApplicationEventPublisher events;
  private final Artifacts artifacts;
  private final Clock clock;

  Tasks(
      TaskRepository tasks,
      Trials trials,
      ApplicationEventPublisher events,
      Artifacts artifacts,
      Clock clock) {
    this.tasks = tasks;
    this.trials = trials;
    this.events = events;
    this.artifacts = artifacts;
    this.clock = clock;
  }

  /// Queues what a new trial needs: one training or evaluation, and one measurement if the
  /// objective asks for it.
  @Transactional(propagation = Propagation.MANDATORY)
  public void queue(UUID trial, UUID experiment, ExperimentSpec spec) {
    spec.objective()
        .latency()
        .ifPresent(l -> queue(trial, experiment, TaskKind.MEASURE, Optional.of(l.device())));
    var kind =
        switch (spec.evaluation()) {
          case EvaluationSpec.Training _ -> TaskKind.TRAIN;
          case EvaluationSpec.Own _ -> TaskKind.EVALUATE;
        };
    queue(trial, experiment, kind, Optional.empty());
  }

  /// Takes back all work on trials of an experiment: whoever holds some is told so at the next
  /// heartbeat.
  @Transactional(propagation = Propagation.MANDATORY)
  public void cancelAll(UUID experiment) {
    tasks.cancelAll(experiment);
  }

  /// Asks for a trial's weights to be run over the test images; asking again changes nothing.
  @Transactional
  public void queueTest(Trial trial) {
    trials.lock(List.of(trial.id()));
    requireWeights(trial);
    if (!tasks.existsByTrialIdAndKind(trial.id(), TaskKind.TEST)) {
      queue(trial.id(), trial.experiment(), TaskKind.TEST, Optional.empty());
    }
  }

  private void requireWeights(Trial trial) {
    if (artifacts.of(trial.id(), ArtifactReference.Role.WEIGHTS).isEmpty()) {
      throw ProblemType.WRONG_STATE.because(
          "Trial %d is %s and has no weights to test.".formatted(trial.number(), trial.state()));
    }
  }

  private void queue(UUID trial, UUID experiment, TaskKind kind, Optional<String> device) {
    tasks.save(new TaskEntity(trial, experiment, kind, device, clock.instant()));
    events.publishEvent(new WorkQueued());
  }
}
