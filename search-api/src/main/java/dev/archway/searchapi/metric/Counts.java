package dev.archway.searchapi.metric;

import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.problem.ProblemAnswered;
import dev.archway.searchapi.search.Learned;
import dev.archway.searchapi.task.TaskReported;
import dev.archway.searchapi.task.TrialEnded;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Counts what happened in this process since it started, and only what came to stay: a report that
/// was refused or rolled back is none.
@Component
class Counts {
  /// From the shortest measurement to a training overnight.
  private static final Duration[] TASK_BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(2),
    Duration.ofMinutes(10),
    Duration.ofHours(1),
    Duration.ofHours(6)
  };

  /// Accuracies and what objectives make of them. A negative reward is left out: the library counts
  /// none.
  private static final double[] REWARD_BUCKETS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};

  private final MeterRegistry meters;
  private final Clock clock;

  Counts(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  @TransactionalEventListener
  void on(TaskReported event) {
    var kind = event.kind().name();
    var outcome = event.outcome().getClass().getSimpleName().toUpperCase(Locale.ROOT);
    event
        .leasedAt()
        .ifPresent(since ->
            Timer.builder("archway.task.duration")
                .description("From the lease of a task to its outcome")
                .tags("kind", kind, "outcome", outcome)
                .serviceLevelObjectives(TASK_BUCKETS)
                .register(meters)
                .record(Duration.between(since, clock.instant())));
    if (event.outcome() instanceof TaskOutcome.Failed failed) {
      meters
          .counter("archway.task.failures", "kind", kind, "category", failed.category().name())
          .increment();
    }
  }

  @TransactionalEventListener
  void on(TrialEnded event) {
    meters.counter("archway.trials.ended", "state", event.state().name()).increment();
  }

  @TransactionalEventListener
  void on(Learned event) {
    var rewards =
        DistributionSummary.builder("archway.rewards")
            .description("Rewards that controllers learned from")
            .tag("arm", event.arm().name())
            .serviceLevelObjectives(REWARD_BUCKETS)
            .register(meters);
    event.rewards().forEach(rewards::record);
  }

  @EventListener
  void on(ProblemAnswered event) {
    meters.counter("archway.problems", "type", event.type().name()).increment();
  }
}
