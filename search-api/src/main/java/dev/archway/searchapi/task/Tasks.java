package dev.archway.searchapi.task;

import dev.archway.core.experiment.CostSpec;
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
  private final Shares shares;
  private final Trials trials;
  private final ApplicationEventPublisher events;
  private final Artifacts artifacts;
  private final Clock clock;

  Tasks(
      TaskRepository tasks,
      Shares shares,
      Trials trials,
      ApplicationEventPublisher events,
      Artifacts artifacts,
      Clock clock) {
    this.tasks = tasks;
    this.shares = shares;
    this.trials = trials;
    this.events = events;
    this.artifacts = artifacts;
    this.clock = clock;
  }

  /// Queues what new trials of an experiment need, in their order: each one training or evaluation,
  /// and one measurement if the objective asks for it.
  @Transactional(propagation = Propagation.MANDATORY)
  public void queue(List<UUID> trials, UUID experiment, ExperimentSpec spec) {
    if (trials.isEmpty()) {
      return;
    }
    var kind =
        switch (spec.evaluation()) {
          case EvaluationSpec.Training _ -> TaskKind.TRAIN;
          case EvaluationSpec.Own _ -> TaskKind.EVALUATE;
        };
    var device = spec.objective().latency().map(CostSpec.Latency::device);
    var ranks = shares.next(experiment, spec.priority(), kind, trials.size());
    for (int i = 0; i < ranks.size(); i++) {
      if (device.isPresent()) {
        queue(new Queued(trials.get(i), experiment, TaskKind.MEASURE, device, ranks.get(i)));
      }
      queue(new Queued(trials.get(i), experiment, kind, Optional.empty(), ranks.get(i)));
    }
    events.publishEvent(new WorkQueued(experiment));
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
      double rank = shares.now(TaskKind.TRAIN);
      queue(new Queued(trial.id(), trial.experiment(), TaskKind.TEST, Optional.empty(), rank));
      events.publishEvent(new WorkQueued(trial.experiment()));
    }
  }

  private void requireWeights(Trial trial) {
    if (artifacts.of(trial.id(), ArtifactReference.Role.WEIGHTS).isEmpty()) {
      throw ProblemType.WRONG_STATE.because(
          "Trial %d is %s and has no weights to test.".formatted(trial.number(), trial.state()));
    }
  }

  private void queue(Queued queued) {
    tasks.save(new TaskEntity(queued, clock.instant()));
  }
}
