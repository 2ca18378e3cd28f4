package dev.archway.searchapi.search;

import dev.archway.core.experiment.Budget;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.experiment.Standing;
import dev.archway.searchapi.result.Progress;
import dev.archway.searchapi.task.LeasedTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Notices when a limit of an experiment's budget is reached, beside that of its trials, which is
/// counted where they are proposed. The first one found stands as the reason.
@Component
class Budgets {
  private static final Logger log = LoggerFactory.getLogger(Budgets.class);

  private final Experiments experiments;
  private final LeasedTime leased;
  private final Progress progress;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Budgets(
      Experiments experiments,
      LeasedTime leased,
      Progress progress,
      Clock clock,
      TransactionTemplate transaction) {
    this.experiments = experiments;
    this.leased = leased;
    this.progress = progress;
    this.clock = clock;
    this.transaction = transaction;
  }

  /// Lets nothing more be proposed if a limit is reached; says whether it did.
  boolean note(Experiment experiment) {
    if (experiment.standing().state().ended() || experiment.standing().isExhausted()) {
      return false;
    }
    return reached(experiment).filter(reason -> exhaust(experiment, reason)).isPresent();
  }

  /// A budget that was changed meanwhile is looked at again.
  private boolean exhaust(Experiment read, String reason) {
    return transaction.execute(_ -> {
      var now = experiments.lock(read.id());
      boolean reached =
          now.spec().budget().equals(read.spec().budget())
              && !now.standing().isExhausted()
              && now.standing().state().canBecome(ExperimentState.FINISHED);
      if (reached) {
        experiments.write(now.id(), now.standing().exhausted(Standing.BUDGET + "_" + reason));
        log.info("Experiment {} proposes nothing more: {}", now.id(), reason);
      }
      return reached;
    });
  }

  private Optional<String> reached(Experiment experiment) {
    var budget = experiment.spec().budget();
    return wallClock(budget, experiment)
        .or(() -> leases(budget, experiment))
        .or(() -> rewards(budget, experiment));
  }

  private Optional<String> wallClock(Budget budget, Experiment experiment) {
    return budget
        .wallClock()
        .filter(limit ->
            Duration.between(experiments.createdAt(experiment.id()), clock.instant())
                    .compareTo(limit)
                >= 0)
        .map(limit -> "WALL_CLOCK: it was created " + limit + " ago");
  }

  private Optional<String> leases(Budget budget, Experiment experiment) {
    if (!budget.limitsLeases()) {
      return Optional.empty();
    }
    var taken = leased.of(experiment.id());
    return budget
        .workerHours()
        .filter(limit -> taken.workerHours() >= limit)
        .map(limit ->
            String.format(
                Locale.ROOT, "WORKER_HOURS: its workers took %.3f hours", taken.workerHours()))
        .or(() ->
            budget
                .deviceMinutes()
                .filter(limit -> taken.deviceMinutes() >= limit)
                .map(limit ->
                    String.format(
                        Locale.ROOT,
                        "DEVICE_MINUTES: its devices took %.3f minutes",
                        taken.deviceMinutes())));
  }

  private Optional<String> rewards(Budget budget, Experiment experiment) {
    if (!budget.limitsRewards()) {
      return Optional.empty();
    }
    return progress
        .of(experiment)
        .flatMap(reached ->
            budget
                .targetReward()
                .filter(target -> reached.best() >= target)
                .map(_ ->
                    String.format(
                        Locale.ROOT,
                        "TARGET_REWARD: trial %d has %.6f",
                        reached.trial(),
                        reached.best()))
                .or(() ->
                    budget
                        .noImprovementTrials()
                        .filter(limit -> reached.since() >= limit)
                        .map(_ ->
                            String.format(
                                Locale.ROOT,
                                "NO_IMPROVEMENT: none of the last %d trials is better than trial %d",
                                reached.since(),
                                reached.trial()))));
  }
}
