package dev.archway.searchapi.task;

import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TrainingProgress;
import dev.archway.searchapi.fleet.Fleet;
import dev.archway.searchapi.fleet.Registered;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trace.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/// Gives tasks to those who may do them, for as long as they say they are alive. Each call is one
/// SQL statement, so that a lease changes hands at one instant, whoever asks where.
@Service
class Leases {
  private static final Logger log = LoggerFactory.getLogger(Leases.class);

  /// A waiting claim looks again after this, in case another replica queued work.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  /// What a statement says of the lease it tried to touch.
  private record Touched(String state, long token) {}

  /// A task that was just leased.
  ///
  /// @param checkpoint the content from which a training goes on
  record Claimed(
      UUID task,
      UUID trial,
      UUID experiment,
      TaskKind kind,
      long token,
      Optional<String> checkpoint) {}

  private final JdbcClient jdbc;
  private final WorkSignal signal;
  private final Assignments assignments;
  private final Fleet fleet;
  private final LeaseTime time;
  private final JsonMapper json;

  Leases(
      JdbcClient jdbc,
      WorkSignal signal,
      Assignments assignments,
      Fleet fleet,
      LeaseTime time,
      JsonMapper json) {
    this.jdbc = jdbc;
    this.signal = signal;
    this.assignments = assignments;
    this.fleet = fleet;
    this.time = time;
    this.json = json;
  }

  /// Leases up to `atMost` tasks, oldest first; waits for one as long as the request says. No
  /// connection is held while waiting.
  List<Lease> claim(ClaimRequest request) throws InterruptedException {
    request.device().ifPresent(this::requireKnown);
    fleet.heardOf(request.device().orElse(request.claimant()));
    long deadline = System.nanoTime() + Duration.ofSeconds(request.waitSeconds()).toNanos();
    while (!signal.closing()) {
      long seen = signal.count();
      var leases = claimNow(request).stream().map(this::lease).flatMap(Optional::stream).toList();
      long left = deadline - System.nanoTime();
      if (!leases.isEmpty() || left <= 0) {
        Subject.TASK.onSpan(leases.stream().map(Lease::task).toList());
        Subject.TRIAL.onSpan(leases.stream().map(Lease::trial).toList());
        return leases;
      }
      signal.await(seen, Duration.ofNanos(Math.min(left, LOOK_AGAIN.toNanos())));
    }
    return List.of();
  }

  private void requireKnown(String device) {
    if (!fleet.knowsDevice(device)) {
      throw ProblemType.NOT_FOUND.because("Device '" + device + "' has not registered.");
    }
  }

  private List<Claimed> claimNow(ClaimRequest request) {
    return jdbc.sql(
            """
            UPDATE task SET state = 'LEASED', token = token + 1, attempts = attempts + 1,
              holder = :claimant, expires_at = :expires, leased_at = :now, progress = NULL
            WHERE id = ANY (ARRAY (
              SELECT id FROM task
              WHERE (state = 'QUEUED' OR (state = 'LEASED' AND attempts < :most AND %s))
                AND kind IN (:kinds) AND (device IS NULL OR device = :device)
              ORDER BY position LIMIT :atMost FOR UPDATE SKIP LOCKED))
            RETURNING id, trial_id, experiment_id, kind, token, checkpoint
            """
                .formatted(LeaseTime.OVER))
        .param("claimant", request.claimant())
        .param("expires", time.expiry())
        .param("now", time.now())
        .param("expired", time.expired())
        .param("latest", time.latest())
        .param("most", Reports.MOST_ATTEMPTS)
        .param("kinds", request.kinds().stream().map(Enum::name).toList())
        .param("device", request.device().orElse(null))
        .param("atMost", request.atMost())
        .query((row, _) ->
            new Claimed(
                row.getObject("id", UUID.class),
                row.getObject("trial_id", UUID.class),
                row.getObject("experiment_id", UUID.class),
                TaskKind.valueOf(row.getString("kind")),
                row.getLong("token"),
                Optional.ofNullable(row.getString("checkpoint"))))
        .list();
  }

  private Optional<Lease> lease(Claimed claimed) {
    return assignments
        .work(claimed)
        .map(work ->
            new Lease(claimed.task(), claimed.trial(), claimed.token(), time.seconds(), work));
  }

  /// Keeps a lease for another while.
  LeaseAnswer heartbeat(UUID task, long token) {
    return touch(task, token, null);
  }

  /// Keeps a lease and remembers how far its training is.
  LeaseAnswer progress(UUID task, long token, TrainingProgress progress) {
    return touch(task, token, json.writeValueAsString(progress));
  }

  /// Puts back what a worker or device held that has just started anew: it holds nothing any more.
  /// The attempts count, as whatever ended it may have been the task.
  @EventListener
  void release(Registered registered) {
    int released =
        jdbc.sql(
                """
                UPDATE task SET state = 'QUEUED', holder = NULL, expires_at = NULL
                WHERE holder = ? AND (kind = 'MEASURE') = ? AND state = 'LEASED' AND attempts < ?
                """)
            .params(
                registered.name(),
                registered.kind() == Registered.Kind.DEVICE,
                Reports.MOST_ATTEMPTS)
            .update();
    if (released > 0) {
      log.info("{} started anew; {} tasks of its are queued again", registered.name(), released);
      signal.signal();
    }
  }

  private LeaseAnswer touch(UUID task, long token, @Nullable String progress) {
    int kept =
        jdbc.sql(
                """
                UPDATE task
                SET expires_at = :expires, progress = coalesce(:progress::jsonb, progress)
                WHERE id = :task AND token = :token AND state = 'LEASED'
                """)
            .param("expires", time.expiry())
            .param("progress", progress)
            .param("task", task)
            .param("token", token)
            .update();
    return kept == 1 ? new LeaseAnswer(false) : cancelled(task, token);
  }

  /// The answer to the holder of a task that was cancelled; refuses anyone else.
  LeaseAnswer cancelled(UUID task, long token) {
    var found = look(task);
    if (found.token() == token && found.state().equals(TaskState.CANCELLED.name())) {
      return new LeaseAnswer(true);
    }
    throw stale(task, token);
  }

  private Touched look(UUID task) {
    return jdbc.sql("SELECT state, token FROM task WHERE id = ?")
        .param(task)
        .query((row, _) -> new Touched(row.getString("state"), row.getLong("token")))
        .optional()
        .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no task " + task + "."));
  }

  /// Puts a task back undone; the attempt does not count.
  void giveBack(UUID task, long token) {
    int given =
        jdbc.sql(
                """
                UPDATE task SET state = 'QUEUED', holder = NULL, expires_at = NULL,
                  attempts = attempts - 1
                WHERE id = ? AND token = ? AND state = 'LEASED'
                """)
            .params(task, token)
            .update();
    if (given == 0) {
      cancelled(task, token);
    }
    signal.signal();
  }

  /// The ONNX model of a measurement, for the holder of its lease only.
  byte[] model(UUID task, long token) {
    return jdbc.sql(
            "SELECT trial_id, experiment_id FROM task"
                + " WHERE id = ? AND token = ? AND state = 'LEASED' AND kind = 'MEASURE'")
        .params(task, token)
        .query((row, _) ->
            assignments.modelToMeasure(
                row.getObject("trial_id", UUID.class), row.getObject("experiment_id", UUID.class)))
        .optional()
        .orElseThrow(() -> stale(task, token));
  }

  static ProblemException stale(UUID task, long token) {
    return ProblemType.STALE_LEASE.because(
        "The lease of task %s with token %d is no longer held: it expired and went to another, or its"
                .formatted(task, token)
            + " outcome is known already.");
  }
}
