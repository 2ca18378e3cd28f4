package dev.archway.searchapi.search;

import dev.archway.controller.Controller;
import dev.archway.controller.Observation;
import dev.archway.controller.Outcome;
import dev.archway.controller.objective.Objective;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.UpdateView;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.trial.Trial;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Lets the controller learn from ended trials, each exactly once: version v + 1 is computed from
/// version v outside any transaction, and written only if v is still the head; a loser throws its
/// work away.
@Component
class Learning {
  private static final Logger log = LoggerFactory.getLogger(Learning.class);

  private final Experiments experiments;
  private final Trials trials;
  private final Policies policies;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;

  Learning(
      Experiments experiments,
      Trials trials,
      Policies policies,
      TransactionTemplate transaction,
      ApplicationEventPublisher events) {
    this.experiments = experiments;
    this.trials = trials;
    this.policies = policies;
    this.transaction = transaction;
    this.events = events;
  }

  /// Learns one batch of one arm if enough trials have ended, or if no more will; says whether it
  /// did.
  ///
  /// @param last whether no trial is under way and none will be proposed, so that a partial batch
  ///   is all there is
  boolean learnOnce(Experiment experiment, Arm arm, BooleanSupplier last) {
    var id = experiment.id();
    var objective = experiment.objective();
    if (objective.isEmpty()) {
      return false;
    }
    var controller = policies.head(experiment, arm);
    policies.keep(id, arm, controller);
    int unlearned = trials.countUnlearned(id, arm, controller.updateBatch());
    if (unlearned == 0 || (unlearned < controller.updateBatch() && !last.getAsBoolean())) {
      return false;
    }
    var batch = trials.unlearned(id, arm, controller.updateBatch());
    policies.forget(id, arm);
    var observations = batch.stream().map(t -> observation(t, objective.get())).toList();
    var report = controller.learn(observations);
    var update = new UpdateView(report, controller.summary());
    var learned = batch.stream().map(Trial::id).toList();
    if (write(id, arm, new Lesson(controller, update, learned, rewards(observations)))) {
      policies.keep(id, arm, controller);
    }
    return true;
  }

  /// What an update took in, and what it led to.
  ///
  /// @param controller that has learned
  private record Lesson(
      Controller controller, UpdateView update, List<UUID> trials, List<Double> rewards) {}

  private boolean write(UUID id, Arm arm, Lesson lesson) {
    var controller = lesson.controller();
    return transaction.execute(_ -> {
      var locked = experiments.lock(id).standing();
      boolean first = locked.heads().of(arm) == controller.version() - 1;
      if (first) {
        policies.add(id, arm, controller, lesson.update());
        trials.markLearned(lesson.trials(), controller.version());
        experiments.write(id, locked.withUpdate(arm));
        events.publishEvent(new Learned(id, arm, lesson.rewards()));
        log.info(
            "Experiment {}, {}: policy version {} learned from {} trials",
            id,
            arm,
            controller.version(),
            lesson.trials().size());
      }
      return first;
    });
  }

  private static List<Double> rewards(List<Observation> observations) {
    return observations.stream()
        .flatMapToDouble(o -> o.outcome().learnableReward().stream())
        .boxed()
        .toList();
  }

  private static Observation observation(Trial trial, Objective objective) {
    var proposed = (TrialPlan.Proposed) trial.plan().source();
    return new Observation(
        trial.number(),
        proposed.choices(),
        proposed.policyVersion(),
        proposed.logProbability(),
        outcome(trial, objective));
  }

  private static Outcome outcome(Trial trial, Objective objective) {
    return switch (trial.state()) {
      case COMPLETED -> {
        double accuracy = trial.results().accuracy().orElseThrow();
        var costs = trial.costs();
        yield Outcome.of(objective.reward(accuracy, costs), accuracy, costs);
      }
      case INFEASIBLE, FAILED -> new Outcome.Failed(trial.reason().orElse("unknown"));
      case QUEUED, RUNNING, CANCELLED, REPEATED ->
          throw new IllegalStateException(
              "Trial " + trial.number() + " is " + trial.state() + " and teaches nothing.");
    };
  }
}
