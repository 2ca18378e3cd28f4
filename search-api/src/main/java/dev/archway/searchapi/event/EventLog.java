package dev.archway.searchapi.event;

import dev.archway.core.experiment.EventView;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Remembers what happened in experiments. Events are noted by transactions that hold the lock on
/// where their experiment stands, and written by one statement right before these commit: so their
/// numbers have no gaps, and nobody sees a number before those below it.
@Component
public class EventLog {
  private final JdbcClient jdbc;
  private final EntityManager entities;
  private final JsonMapper json;
  private final Clock clock;
  private final EventSignal signal;

  EventLog(
      JdbcClient jdbc, EntityManager entities, JsonMapper json, Clock clock, EventSignal signal) {
    this.jdbc = jdbc;
    this.entities = entities;
    this.json = json;
    this.clock = clock;
    this.signal = signal;
  }

  private record Noted(UUID experiment, EventView.Kind kind, String payload) {}

  /// Notes what the present transaction does in an experiment.
  ///
  /// @param payload without what is absent
  @Transactional(propagation = Propagation.MANDATORY)
  public void note(UUID experiment, EventView.Kind kind, Map<String, ?> payload) {
    pending().add(new Noted(experiment, kind, json.writeValueAsString(payload)));
  }

  @SuppressWarnings("unchecked") // Nobody else binds anything under this key.
  private List<Noted> pending() {
    var bound = TransactionSynchronizationManager.getResource(this);
    if (bound != null) {
      return (List<Noted>) bound;
    }
    var pending = new ArrayList<Noted>();
    TransactionSynchronizationManager.bindResource(this, pending);
    TransactionSynchronizationManager.registerSynchronization(new Writing(pending));
    return pending;
  }

  /// Writes at the end of a transaction what it has noted.
  private final class Writing implements TransactionSynchronization {
    private final List<Noted> pending;

    Writing(List<Noted> pending) {
      this.pending = pending;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      // An event refers to its experiment, which may be as new.
      entities.flush();
      write(pending);
    }

    @Override
    public void afterCommit() {
      signal.signal();
    }

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResource(EventLog.this);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(EventLog.this, pending);
    }

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(EventLog.this);
    }
  }

  private void write(List<Noted> noted) {
    jdbc.sql(
            """
            WITH noted AS (
              SELECT *, row_number() OVER (PARTITION BY experiment ORDER BY ordinality) AS place
              FROM unnest(:experiments, :kinds, :payloads) WITH ORDINALITY
                AS noted (experiment, kind, payload)),
            numbered AS (
              UPDATE experiment_progress SET events = events + count
              FROM (SELECT experiment, count(*) FROM noted GROUP BY experiment) AS counted
              WHERE experiment_id = experiment RETURNING experiment_id, old.events AS before)
            INSERT INTO event (experiment_id, number, kind, payload, created_at)
            SELECT experiment, before + place, kind, payload::jsonb, :now
            FROM noted JOIN numbered ON experiment_id = experiment
            """)
        .param("experiments", noted.stream().map(Noted::experiment).toArray(UUID[]::new))
        .param("kinds", noted.stream().map(n -> n.kind().name()).toArray(String[]::new))
        .param("payloads", noted.stream().map(Noted::payload).toArray(String[]::new))
        .param("now", OffsetDateTime.now(clock))
        .update();
  }

  /// Events after a number, in their order.
  List<EventView> after(UUID experiment, int number, int atMost) {
    return jdbc.sql(
            """
            SELECT number, kind, payload, created_at FROM event
            WHERE experiment_id = ? AND number > ? ORDER BY number LIMIT ?
            """)
        .params(experiment, number, atMost)
        .query((row, _) ->
            new EventView(
                row.getInt("number"),
                EventView.Kind.valueOf(row.getString("kind")),
                json.readValue(
                    row.getString("payload"), new TypeReference<Map<String, Object>>() {}),
                row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  boolean knows(UUID experiment) {
    return jdbc.sql("SELECT count(*) FROM experiment WHERE id = ?")
            .param(experiment)
            .query(Integer.class)
            .single()
        > 0;
  }
}
