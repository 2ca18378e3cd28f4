package dev.archway.searchapi.task;

import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.TrainingProgress;
import dev.archway.searchapi.fleet.Draining;
import dev.archway.searchapi.fleet.DrainingChanged;
import dev.archway.searchapi.fleet.Fleet;
import dev.archway.searchapi.fleet.Registered;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trace.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

/// Gives tasks to those who may do them, for as long as they say they are alive. Each change is one
/// SQL statement, so that a lease changes hands at one instant, whoever asks where.
@Service
class Leases {
  private static final Logger log = LoggerFactory.getLogger(Leases.class);

  /// Those who wait are looked for work for after this, in case another replica queued some.
  private static final long LOOK_AGAIN_MILLIS = 2_000;

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS);

  private final JdbcClient jdbc;
  private final Claims claims;
  private final Owners owners;
  private final Assignments assignments;
  private final Fleet fleet;
  private final Draining draining;
  private final LeaseTime time;
  private final Touches touches;
  private final MedianStopping stopping;
  private final Map<Claims.Ability, WaitingLine> lines = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  Leases(
      JdbcClient jdbc,
      Claims claims,
      Owners owners,
      Assignments assignments,
      Fleet fleet,
      Draining draining,
      LeaseTime time,
      Touches touches,
      MedianStopping stopping) {
    this.jdbc = jdbc;
    this.claims = claims;
    this.owners = owners;
    this.assignments = assignments;
    this.fleet = fleet;
    this.draining = draining;
    this.time = time;
    this.touches = touches;
    this.stopping = stopping;
  }

  /// Leases up to `atMost` tasks by their ranks; waits for one as long as the request says. No
  /// connection is held while waiting.
  List<Lease> claim(ClaimRequest request) throws InterruptedException {
    request.device().ifPresent(this::requireKnown);
    request
        .device()
        .ifPresentOrElse(
            device -> fleet.heardOf(Registered.Kind.DEVICE, device),
            () -> fleet.heardOf(Registered.Kind.WORKER, request.claimant()));
    long deadline = System.nanoTime() + Duration.ofSeconds(request.waitSeconds()).toNanos();
    while (!closing()) {
      long left = deadline - System.nanoTime();
      if (drains(request)) {
        if (left <= 0 || closed.await(Math.min(left, LOOK_AGAIN_NANOS), TimeUnit.NANOSECONDS)) {
          return List.of();
        }
        continue;
      }
      var leases = leases(left > 0 ? waitForTasks(request, left) : claimNow(request));
      if (!leases.isEmpty() || left <= 0) {
        Subject.TASK.onSpan(leases.stream().map(Lease::task).toList());
        Subject.TRIAL.onSpan(leases.stream().map(Lease::trial).toList());
        return leases;
      }
    }
    return List.of();
  }

  /// A caller that gets nothing waits all the same: it would only ask again.
  private boolean drains(ClaimRequest request) {
    return request
        .device()
        .map(device -> draining.includes(Registered.Kind.DEVICE, device))
        .orElseGet(() -> draining.includes(Registered.Kind.WORKER, request.claimant()));
  }

  /// Who waits in line comes again, and is looked at anew.
  @EventListener
  void on(DrainingChanged event) {
    lines.values().forEach(WaitingLine::dismiss);
  }

  private boolean closing() {
    return closed.getCount() == 0;
  }

  private void requireKnown(String device) {
    if (!fleet.knowsDevice(device)) {
      throw ProblemType.NOT_FOUND.because("Device '" + device + "' has not registered.");
    }
  }

  private List<Claims.Claimed> claimNow(ClaimRequest request) {
    return claims.claim(
        Claims.Ability.of(request), Collections.nCopies(request.atMost(), request.claimant()));
  }

  private List<Claims.Claimed> waitForTasks(ClaimRequest request, long nanos)
      throws InterruptedException {
    var ability = Claims.Ability.of(request);
    var waiting = new WaitingLine.Waiting(request.claimant(), request.atMost());
    var line =
        lines.compute(
            ability,
            (_, known) -> {
              var joined =
                  known == null
                      ? new WaitingLine(holders -> claims.claim(ability, holders))
                      : known;
              joined.join(waiting);
              return joined;
            });
    try {
      // Whatever is asked of the line before is not heard by who joins it after.
      if (closing() || drains(request)) {
        line.dismiss();
      }
      return line.await(waiting, Duration.ofNanos(nanos));
    } finally {
      lines.computeIfPresent(ability, (_, known) -> known.isEmpty() ? null : known);
    }
  }

  private List<Lease> leases(List<Claims.Claimed> claimed) {
    if (claimed.isEmpty()) {
      return List.of();
    }
    owners.note(claimed);
    var work = assignments.of(claimed);
    var leases = new ArrayList<Lease>();
    for (var one : claimed) {
      var asked = work.get(one.task());
      if (asked != null) {
        leases.add(new Lease(one.task(), one.trial(), one.token(), time.seconds(), asked));
      }
    }
    return leases;
  }

  /// Who waits for the work of other experiments is left alone: each look is a question to the
  /// database.
  @TransactionalEventListener
  void on(WorkQueued event) {
    lines.forEach((ability, line) -> {
      if (ability.mayTake(event.experiment())) {
        line.look();
      }
    });
  }

  /// Another replica may have queued some work.
  @Scheduled(fixedDelay = LOOK_AGAIN_MILLIS)
  void look() {
    lines.values().forEach(WaitingLine::look);
  }

  /// Lets every waiting call go, and lets none wait any more: whoever asks a service that stops
  /// would not be heard again.
  @EventListener(ContextClosedEvent.class)
  void close() {
    closed.countDown();
    lines.values().forEach(WaitingLine::dismiss);
  }

  /// Keeps a lease for another while.
  LeaseAnswer heartbeat(UUID task, long token) {
    return touches.touch(task, token, null);
  }

  /// Keeps a lease and remembers how far its training is.
  LeaseAnswer progress(UUID task, long token, TrainingProgress progress) {
    var answer = touches.touch(task, token, progress);
    return answer.cancel() || progress.finishedEpoch().isEmpty()
        ? answer
        : new LeaseAnswer(false, stopping.verdict(owners.of(task), progress.finishedEpoch().get()));
  }

  /// Puts back what a worker or device held that has just started anew: it holds nothing any more.
  /// The attempts count, as whatever ended it may have been the task.
  @EventListener
  void release(Registered registered) {
    int released =
        jdbc.sql(
                """
                WITH held AS MATERIALIZED (
                  SELECT id FROM task
                  WHERE holder = ? AND (kind = 'MEASURE') = ? AND state = 'LEASED' AND attempts < ?
                  ORDER BY id FOR UPDATE)
                UPDATE task SET state = 'QUEUED', holder = NULL, expires_at = NULL
                FROM held WHERE task.id = held.id
                """)
            .params(
                registered.name(),
                registered.kind() == Registered.Kind.DEVICE,
                Reports.MOST_ATTEMPTS)
            .update();
    if (released > 0) {
      log.info("{} started anew; {} tasks of its are queued again", registered.name(), released);
      look();
    }
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
      touches.cancelled(task, token);
    }
    look();
  }

  /// The ONNX model of a measurement, for the holder of its lease only.
  byte[] model(UUID task, long token) {
    var owner =
        jdbc.sql(
                "SELECT experiment_id, trial_id FROM task"
                    + " WHERE id = ? AND token = ? AND state = 'LEASED' AND kind = 'MEASURE'")
            .params(task, token)
            .query((row, _) ->
                new TaskOwner(
                    row.getObject("experiment_id", UUID.class),
                    row.getObject("trial_id", UUID.class)))
            .optional()
            .orElseThrow(() -> Touches.stale(task, token));
    return assignments.modelToMeasure(owner.trial(), owner.experiment());
  }
}
