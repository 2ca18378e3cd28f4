package dev.archway.searchapi.task;

import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.artifact.Artifacts;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.experiment.Standing;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trace.Subject;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Takes in how tasks ended. Every report locks in one order, where the experiment stands, then the
/// trial, then its tasks, so that of two last reports at the same instant exactly one finishes the
/// trial.
@Service
class Reports {
  private static final Logger log = LoggerFactory.getLogger(Reports.class);

  /// How often a task is given out before its trial counts as failed.
  static final int MOST_ATTEMPTS = 4;

  private final Experiments experiments;
  private final Trials trials;
  private final TaskRepository tasks;
  private final Artifacts artifacts;
  private final ApplicationEventPublisher events;

  Reports(
      Experiments experiments,
      Trials trials,
      TaskRepository tasks,
      Artifacts artifacts,
      ApplicationEventPublisher events) {
    this.experiments = experiments;
    this.trials = trials;
    this.tasks = tasks;
    this.artifacts = artifacts;
    this.events = events;
  }

  /// A task's outcome, with everything it changes. A report under an old token is refused and
  /// changes nothing.
  @Transactional
  public void report(UUID taskId, long token, TaskOutcome outcome) {
    var owner =
        tasks
            .owner(taskId)
            .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no task " + taskId + "."));
    try (var _ = Subject.EXPERIMENT.named(owner.experiment());
        var _ = Subject.TRIAL.named(owner.trial())) {
      report(taskId, token, outcome, owner);
    }
  }

  private void report(UUID taskId, long token, TaskOutcome outcome, TaskOwner owner) {
    var experiment = experiments.lock(owner.experiment());
    trials.lock(owner.trial());
    var all = tasks.lockAllOf(owner.trial());
    var task = all.stream().filter(t -> t.getId().equals(taskId)).findFirst().orElseThrow();
    if (!task.isHeldWith(token)) {
      throw Leases.stale(taskId, token);
    }
    requireFitting(task.kind(), outcome);
    apply(outcome, task, all, experiment);
    events.publishEvent(new TaskReported(task.kind(), outcome, task.leasedAt()));
  }

  private static void requireFitting(TaskKind kind, TaskOutcome outcome) {
    boolean fits =
        switch (outcome) {
          case TaskOutcome.Trained _ -> kind == TaskKind.TRAIN;
          case TaskOutcome.Measured _ -> kind == TaskKind.MEASURE;
          case TaskOutcome.Tested _ -> kind == TaskKind.TEST;
          case TaskOutcome.Infeasible _, TaskOutcome.Failed _ -> true;
        };
    if (!fits) {
      throw ProblemType.INVALID_REQUEST.because(
          "A %s task cannot end %s.".formatted(kind, outcome.getClass().getSimpleName()));
    }
  }

  private void apply(
      TaskOutcome outcome, TaskEntity task, List<TaskEntity> all, Experiment experiment) {
    switch (outcome) {
      case TaskOutcome.Trained trained -> {
        artifacts.attach(task.trialId(), trained.artifacts());
        task.done();
        completeIfWhole(trials.trained(task.trialId(), trained), experiment);
      }
      case TaskOutcome.Measured measured -> {
        task.done();
        var trial = trials.measured(task.trialId(), measured.measurement());
        completeIfWhole(trial, withTarget(experiment, trial));
      }
      case TaskOutcome.Tested tested -> {
        task.done();
        trials.tested(task.trialId(), tested.accuracy());
      }
      case TaskOutcome.Infeasible infeasible -> {
        task.done();
        endWithout(TrialState.INFEASIBLE, infeasible.reason(), task, all, experiment);
      }
      case TaskOutcome.Failed failed -> {
        if (failed.category() != FailureCategory.USER_ERROR && task.attempts() < MOST_ATTEMPTS) {
          task.requeue(failed.reason());
        } else {
          task.done();
          endWithout(TrialState.FAILED, failed.reason(), task, all, experiment);
        }
      }
    }
  }

  /// If the objective's target is the latency of this trial's baseline, it is known now.
  private Experiment withTarget(Experiment experiment, Trial trial) {
    if (setsTarget(experiment, trial)) {
      double p50 = trial.results().measurement().orElseThrow().percentileMillis(0.5);
      return write(experiment, experiment.standing().withTarget(CostSpec.LATENCY_MILLIS, p50));
    }
    return experiment;
  }

  /// If the objective's target was to come from this trial, it never will: nothing more is
  /// proposed.
  private static Experiment withoutTarget(Experiment experiment, Trial trial, String reason) {
    return setsTarget(experiment, trial) && experiment.objective().isEmpty()
        ? new Experiment(
            experiment.id(),
            experiment.spec(),
            experiment
                .standing()
                .exhausted("NO_TARGET: the baseline that sets the target failed: " + reason))
        : experiment;
  }

  private static boolean setsTarget(Experiment experiment, Trial trial) {
    var objective = experiment.spec().objective();
    return objective.latency().map(objective.targets()::get).orElse(null)
            instanceof Target.SameAs same
        && trial.plan().source() instanceof TrialPlan.Baseline baseline
        && baseline.name().equals(same.baseline());
  }

  private void completeIfWhole(Trial trial, Experiment experiment) {
    if (trial.results().suffice(experiment.spec().objective())) {
      end(TrialState.COMPLETED, Optional.empty(), trial, experiment);
    }
  }

  private void endWithout(
      TrialState state,
      String reason,
      TaskEntity task,
      List<TaskEntity> all,
      Experiment experiment) {
    if (task.kind() == TaskKind.TEST) {
      log.warn(
          "Task {} could not test its trial, and may be asked for again: {}", task.getId(), reason);
      tasks.delete(task);
      return;
    }
    for (var sibling : all) {
      if (sibling.state().canBecome(TaskState.CANCELLED)) {
        sibling.cancel();
      }
    }
    var trial = trials.get(task.trialId());
    end(state, Optional.of(reason), trial, withoutTarget(experiment, trial, reason));
  }

  private void end(TrialState state, Optional<String> reason, Trial trial, Experiment experiment) {
    boolean proposed = trial.plan().source() instanceof TrialPlan.Proposed;
    var standing = experiment.standing().withEnded(proposed);
    write(experiment, standing);
    trials.end(trial.id(), state, reason, standing.counters().ended());
    events.publishEvent(new TrialEnded(experiment.id(), state));
  }

  private Experiment write(Experiment experiment, Standing standing) {
    experiments.write(experiment.id(), standing);
    return new Experiment(experiment.id(), experiment.spec(), standing);
  }
}
