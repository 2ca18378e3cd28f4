package dev.archway.searchapi.task;

import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.TrainingProgress;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Keeps leases whose holders say that they are alive: one statement for all that speak at the same
/// time.
@Component
class Touches {
  private static final int AT_ONCE = 100;

  private final JdbcClient jdbc;
  private final LeaseTime time;
  private final JsonMapper json;
  private final Combined<Touch, Boolean> touches = new Combined<>(AT_ONCE, this::touch);

  /// A sign of life.
  private record Touch(Held lease, Optional<String> progress) {}

  /// A lease as its holder names it.
  private record Held(UUID task, long token) {}

  /// What a statement says of the lease it tried to touch.
  private record Touched(String state, long token) {}

  Touches(JdbcClient jdbc, LeaseTime time, JsonMapper json) {
    this.jdbc = jdbc;
    this.time = time;
    this.json = json;
  }

  /// Keeps a lease for another while.
  ///
  /// @param progress how far its training is, if that is said
  LeaseAnswer touch(UUID task, long token, @Nullable TrainingProgress progress) {
    var written = Optional.ofNullable(progress).map(json::writeValueAsString);
    boolean kept = touches.ask(new Touch(new Held(task, token), written));
    return kept ? new LeaseAnswer(false) : cancelled(task, token);
  }

  private List<Boolean> touch(List<Touch> touched) {
    Map<Held, String> newest = new LinkedHashMap<>();
    for (var touch : touched) {
      newest.merge(touch.lease(), touch.progress().orElse(""), Touches::later);
    }
    var kept = keep(newest);
    return touched.stream().map(touch -> kept.contains(touch.lease())).toList();
  }

  /// Of two that speak of one lease, the later one that says something.
  private static String later(String before, String after) {
    return after.isEmpty() ? before : after;
  }

  /// Locks in the order of the tasks' identities, as reports do.
  private Set<Held> keep(Map<Held, String> newest) {
    var leases = newest.keySet();
    return new HashSet<>(
        jdbc.sql(
                """
                WITH said AS (
                  SELECT * FROM unnest(:tasks::uuid[], :tokens::bigint[], :progress::text[])
                    AS said (task, said_token, said_progress)),
                held AS MATERIALIZED (
                  SELECT id, said_progress FROM task JOIN said ON id = task AND token = said_token
                  WHERE state = 'LEASED' ORDER BY id FOR UPDATE OF task)
                UPDATE task SET expires_at = :expires,
                  progress = coalesce(nullif(said_progress, '')::jsonb, progress)
                FROM held WHERE task.id = held.id
                RETURNING task.id, token
                """)
            .param("tasks", array(leases.stream().map(Held::task).toList()))
            .param("tokens", array(leases.stream().map(Held::token).toList()))
            .param("progress", newest.values().toArray(String[]::new))
            .param("expires", time.expiry())
            .query((row, _) -> new Held(row.getObject("id", UUID.class), row.getLong("token")))
            .list());
  }

  private static String[] array(Collection<?> values) {
    return values.stream().map(Object::toString).toArray(String[]::new);
  }

  /// The answer to the holder of a task that was cancelled; refuses anyone else.
  LeaseAnswer cancelled(UUID task, long token) {
    var found =
        jdbc.sql("SELECT state, token FROM task WHERE id = ?")
            .param(task)
            .query((row, _) -> new Touched(row.getString("state"), row.getLong("token")))
            .optional()
            .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no task " + task + "."));
    if (found.token() == token && found.state().equals(TaskState.CANCELLED.name())) {
      return new LeaseAnswer(true);
    }
    throw stale(task, token);
  }

  static ProblemException stale(UUID task, long token) {
    return ProblemType.STALE_LEASE.because(
        "The lease of task %s with token %d is no longer held: it expired and went to another, or its"
                .formatted(task, token)
            + " outcome is known already.");
  }
}
