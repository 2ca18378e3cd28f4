package dev.archway.searchapi.task;

import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.EvaluationSpec;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What reports of how tasks ended change: in tasks, trials, and where their experiment stands.
/// Everything is locked in one order, where experiments stand, then trials, then tasks, so that of
/// two last reports of a trial at the same instant exactly one finishes it.
@Component
class Outcomes {
  private static final Logger logger = LoggerFactory.getLogger(Outcomes.class);

  private final Experiments experiments;
  private final Trials trials;
  private final TaskRepository tasks;
  private final Artifacts artifacts;
  private final TrialLog log;
  private final ApplicationEventPublisher events;

  Outcomes(
      Experiments experiments,
      Trials trials,
      TaskRepository tasks,
      Artifacts artifacts,
      TrialLog log,
      ApplicationEventPublisher events) {
    this.experiments = experiments;
    this.trials = trials;
    this.tasks = tasks;
    this.artifacts = artifacts;
    this.log = log;
    this.events = events;
  }

  /// Takes in reports, in their order, with everything that they change: all of them or, if it
  /// throws, none.
  ///
  /// @return whether each was heard; one under an old token is not, and changes nothing
  @Transactional
  public List<Boolean> take(List<Report> reports) {
    var owners = reports.stream().map(Report::owner).collect(Collectors.toSet());
    var passes = passes(owners.stream().map(TaskOwner::experiment).collect(Collectors.toSet()));
    var trialIds = owners.stream().map(TaskOwner::trial).toList();
    trials.lock(trialIds);
    var tasksOf =
        tasks.lockAllOf(trialIds.toArray(UUID[]::new)).stream()
            .collect(Collectors.groupingBy(TaskEntity::trialId));
    var heard = new ArrayList<Boolean>();
    for (var report : reports) {
      var pass = Objects.requireNonNull(passes.get(report.owner().experiment()));
      heard.add(pass.take(report, tasksOf.getOrDefault(report.owner().trial(), List.of())));
    }
    passes.values().forEach(Pass::end);
    return heard;
  }

  private Map<UUID, Pass> passes(Set<UUID> of) {
    return experiments.lock(of).values().stream()
        .collect(Collectors.toMap(Experiment::id, Pass::new));
  }

  /// Reports of one experiment, one after another, and where the experiment stands between them.
  private final class Pass {
    private final Experiment before;
    private Experiment experiment;

    Pass(Experiment experiment) {
      this.before = experiment;
      this.experiment = experiment;
    }

    boolean take(Report report, List<TaskEntity> all) {
      var reported = all.stream().filter(task -> task.getId().equals(report.task())).findFirst();
      if (reported.isEmpty() || !reported.get().isHeldWith(report.token())) {
        return false;
      }
      requireFitting(reported.get().kind(), report.outcome());
      try (var _ = Subject.EXPERIMENT.named(report.owner().experiment());
          var _ = Subject.TRIAL.named(report.owner().trial())) {
        apply(report.outcome(), reported.get(), all);
      }
      events.publishEvent(
          new TaskReported(reported.get().kind(), report.outcome(), reported.get().leasedAt()));
      return true;
    }

    void end() {
      if (!experiment.standing().equals(before.standing())) {
        experiments.write(experiment.id(), experiment.standing());
      }
    }

    private void apply(TaskOutcome outcome, TaskEntity task, List<TaskEntity> all) {
      switch (outcome) {
        case TaskOutcome.Trained trained -> {
          artifacts.attach(task.trialId(), trained.artifacts());
          task.done();
          completeIfWhole(trials.trained(task.trialId(), trained));
        }
        case TaskOutcome.Evaluated evaluated -> {
          requireCosts(evaluated, experiment);
          task.done();
          var trial = trials.evaluated(task.trialId(), evaluated);
          learnTargets(trial);
          completeIfWhole(trial);
        }
        case TaskOutcome.Measured measured -> {
          task.done();
          var trial = trials.measured(task.trialId(), measured.measurement());
          learnTargets(trial);
          completeIfWhole(trial);
        }
        case TaskOutcome.Tested tested -> {
          task.done();
          trials.tested(task.trialId(), tested.accuracy());
        }
        case TaskOutcome.Infeasible infeasible -> {
          task.done();
          endWithout(TrialState.INFEASIBLE, infeasible.reason(), task, all);
        }
        case TaskOutcome.Failed failed -> {
          if (failed.category() != FailureCategory.USER_ERROR
              && task.attempts() < Reports.MOST_ATTEMPTS) {
            task.requeue(failed.reason());
            log.note(
                task.trialId(),
                "Attempt %d of %d of %s failed and is repeated: %s (%s)"
                    .formatted(
                        task.attempts(),
                        Reports.MOST_ATTEMPTS,
                        task.kind(),
                        failed.reason(),
                        failed.category()));
          } else {
            task.done();
            endWithout(TrialState.FAILED, failed.reason(), task, all);
          }
        }
      }
    }

    /// What the objective aims at and this trial's baseline costs is known now.
    private void learnTargets(Trial trial) {
      var costs = trial.costs();
      for (var cost : targetsSetBy(trial, experiment)) {
        if (costs.containsKey(cost.text())) {
          stand(experiment.standing().withTarget(cost.text(), costs.get(cost.text())));
        }
      }
    }

    private void completeIfWhole(Trial trial) {
      if (trial.results().suffice(experiment.spec().objective())) {
        end(TrialState.COMPLETED, stoppedEarly(trial), trial);
      }
    }

    private Optional<String> stoppedEarly(Trial trial) {
      if (!(experiment.spec().evaluation() instanceof EvaluationSpec.Training(var recipe, var rule))
          || rule.isEmpty()) {
        return Optional.empty();
      }
      int wanted = recipe.epochs();
      return trial
          .results()
          .training()
          .map(trained -> trained.epochs().size())
          .filter(epochs -> epochs < wanted)
          .map(epochs ->
              "STOPPED: the median rule ended it after %d of %d epochs".formatted(epochs, wanted));
    }

    private void endWithout(
        TrialState state, String reason, TaskEntity task, List<TaskEntity> all) {
      if (task.kind() == TaskKind.TEST) {
        logger.warn(
            "Task {} could not test its trial, and may be asked for again: {}",
            task.getId(),
            reason);
        tasks.delete(task);
        return;
      }
      for (var sibling : all) {
        if (sibling.state().canBecome(TaskState.CANCELLED)) {
          sibling.cancel();
        }
      }
      log.note(task.trialId(), "%s ended it %s: %s".formatted(task.kind(), state, reason));
      var trial = trials.get(task.trialId());
      // If a target was to come from this trial, it never will: nothing more is proposed.
      if (!targetsSetBy(trial, experiment).isEmpty()
          && experiment.objective().isEmpty()
          && !experiment.standing().isExhausted()) {
        stand(
            experiment
                .standing()
                .exhausted("NO_TARGET: the baseline that sets the target failed: " + reason));
      }
      end(state, Optional.of(reason), trial);
    }

    private void end(TrialState state, Optional<String> reason, Trial trial) {
      boolean proposed = trial.plan().source() instanceof TrialPlan.Proposed;
      stand(experiment.standing().withEnded(proposed));
      trials.end(trial.id(), state, reason, experiment.standing().counters().ended());
      events.publishEvent(new TrialEnded(experiment.id(), state));
    }

    private void stand(Standing standing) {
      experiment = experiment.at(standing);
    }
  }

  private static void requireFitting(TaskKind kind, TaskOutcome outcome) {
    boolean fits =
        switch (outcome) {
          case TaskOutcome.Trained _ -> kind == TaskKind.TRAIN;
          case TaskOutcome.Evaluated _ -> kind == TaskKind.EVALUATE;
          case TaskOutcome.Measured _ -> kind == TaskKind.MEASURE;
          case TaskOutcome.Tested _ -> kind == TaskKind.TEST;
          case TaskOutcome.Infeasible _, TaskOutcome.Failed _ -> true;
        };
    if (!fits) {
      throw ProblemType.INVALID_REQUEST.because(
          "A %s task cannot end %s.".formatted(kind, outcome.getClass().getSimpleName()));
    }
  }

  private static void requireCosts(TaskOutcome.Evaluated evaluated, Experiment experiment) {
    for (var cost : experiment.spec().objective().targets().keySet()) {
      if (cost instanceof CostSpec.Reported reported
          && !evaluated.costs().containsKey(reported.name())) {
        throw ProblemType.INVALID_REQUEST.because(
            "The experiment's objective asks for the cost '%s', but the evaluation reports %s."
                .formatted(reported.name(), evaluated.costs().keySet().stream().sorted().toList()));
      }
    }
  }

  /// The costs that are to be what this trial's baseline has.
  private static List<CostSpec> targetsSetBy(Trial trial, Experiment experiment) {
    return experiment.spec().objective().targets().entrySet().stream()
        .filter(aim ->
            aim.getValue() instanceof Target.SameAs same
                && trial.plan().source() instanceof TrialPlan.Baseline baseline
                && baseline.name().equals(same.baseline()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
