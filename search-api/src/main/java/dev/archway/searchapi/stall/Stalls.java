package dev.archway.searchapi.stall;

import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.task.TaskKind;
import dev.archway.searchapi.event.EventLog;
import dev.archway.searchapi.fleet.Fleet;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Says why a running experiment does not get on, where people would else see nothing happen: its
/// tasks wait for somebody who is not there, or all its trials fail. Every replica looks; that
/// which notes a change first tells it.
@Component
class Stalls {
  private static final Logger log = LoggerFactory.getLogger(Stalls.class);

  /// Workers and devices that start anew are back before.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int FAILURES = 10;

  private final JdbcClient jdbc;
  private final Fleet fleet;
  private final EventLog events;
  private final ApplicationEventPublisher publisher;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Stalls(
      JdbcClient jdbc,
      Fleet fleet,
      EventLog events,
      ApplicationEventPublisher publisher,
      Clock clock,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.fleet = fleet;
    this.events = events;
    this.publisher = publisher;
    this.clock = clock;
    this.transaction = transaction;
  }

  private record Watched(UUID experiment, boolean running, @Nullable String stalled) {}

  /// Tasks of one kind that wait.
  private record Waiting(TaskKind kind, @Nullable String device) {}

  @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
  void sweep() {
    var watched =
        jdbc.sql(
                """
                SELECT experiment_id, state = 'RUNNING' AS running, stalled FROM experiment_progress
                WHERE state = 'RUNNING' OR stalled IS NOT NULL
                """)
            .query((row, _) ->
                new Watched(
                    row.getObject("experiment_id", UUID.class),
                    row.getBoolean("running"),
                    row.getString("stalled")))
            .list();
    for (var experiment : watched) {
      try {
        look(experiment);
      } catch (RuntimeException e) {
        log.error("Experiment {} could not be looked at", experiment.experiment(), e);
      }
    }
  }

  private void look(Watched watched) {
    var reason =
        watched.running()
            ? waiting(watched.experiment()).or(() -> failing(watched.experiment()))
            : Optional.<String>empty();
    if (!Objects.equals(reason.orElse(null), watched.stalled())) {
      note(watched, reason);
    }
  }

  private Optional<String> waiting(UUID experiment) {
    var now = OffsetDateTime.now(clock);
    return jdbc
        .sql(
            """
            SELECT kind, device FROM task
            WHERE experiment_id = :experiment AND state IN ('QUEUED', 'LEASED')
            GROUP BY kind, device
            HAVING bool_and(coalesce(expires_at, created_at) < :before)
            ORDER BY kind
            """)
        .param("experiment", experiment)
        .param("before", now.minus(PATIENCE))
        .query((row, _) ->
            new Waiting(TaskKind.valueOf(row.getString("kind")), row.getString("device")))
        .list()
        .stream()
        .flatMap(tasks -> absent(tasks).stream())
        .findFirst();
  }

  /// Who would have to be there for tasks to be taken.
  private Optional<String> absent(Waiting tasks) {
    return switch (tasks.kind()) {
      case MEASURE ->
          fleet.isPresent(String.valueOf(tasks.device()))
              ? Optional.empty()
              : Optional.of(
                  "WAITING: device '%s' is not there to time networks".formatted(tasks.device()));
      case TRAIN, TEST ->
          fleet.slots() > 0
              ? Optional.empty()
              : Optional.of("WAITING: no worker is there to train networks");
      // Evaluators need not register: if one were there, it would have taken a task.
      case EVALUATE -> Optional.of("WAITING: no evaluator has come for its tasks");
    };
  }

  private Optional<String> failing(UUID experiment) {
    var latest =
        jdbc.sql(
                """
                SELECT state FROM trial WHERE experiment_id = ? AND ended_position IS NOT NULL
                ORDER BY ended_position DESC LIMIT ?
                """)
            .params(experiment, FAILURES)
            .query((row, _) -> TrialState.valueOf(row.getString("state")))
            .list();
    return allFailed(latest)
        ? Optional.of("FAILING: the last " + FAILURES + " trials failed")
        : Optional.empty();
  }

  private static boolean allFailed(List<TrialState> states) {
    return states.size() == FAILURES && states.stream().allMatch(TrialState.FAILED::equals);
  }

  private void note(Watched before, Optional<String> reason) {
    transaction.executeWithoutResult(_ -> {
      int changed =
          jdbc.sql(
                  """
                  UPDATE experiment_progress SET stalled = :reason
                  WHERE experiment_id = :experiment AND stalled IS NOT DISTINCT FROM :before
                    AND (state = 'RUNNING' OR :reason::text IS NULL)
                  """)
              .param("reason", reason.orElse(null))
              .param("before", before.stalled())
              .param("experiment", before.experiment())
              .update();
      if (changed == 0) {
        return;
      }
      events.note(
          before.experiment(),
          EventView.Kind.STALLED,
          reason.<Map<String, ?>>map(why -> Map.of("reason", why)).orElse(Map.of()));
      if (before.stalled() == null) {
        publisher.publishEvent(new ExperimentStalled(before.experiment(), reason.orElseThrow()));
      }
      log.info("Experiment {}: {}", before.experiment(), reason.orElse("gets on again"));
    });
  }
}
