package dev.archway.searchapi.retention;

import dev.archway.core.experiment.DiskUse;
import dev.archway.core.experiment.Dropped;
import dev.archway.searchapi.artifact.Artifacts;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.result.Outstanding;
import dev.archway.searchapi.trial.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps the weights of the best trials, of those on the Pareto front, of baselines, of what users
/// queued and of pinned trials; others can be trained again from their recipe and seed. What is
/// still to be tested waits for that.
@Service
class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  /// Trials that are locked at the same time.
  private static final int AT_ONCE = 100;

  private final Experiments experiments;
  private final Outstanding outstanding;
  private final Trials trials;
  private final Artifacts artifacts;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final RetentionSettings settings;

  Retention(
      Experiments experiments,
      Outstanding outstanding,
      Trials trials,
      Artifacts artifacts,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      RetentionSettings settings) {
    this.experiments = experiments;
    this.outstanding = outstanding;
    this.trials = trials;
    this.artifacts = artifacts;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.settings = settings;
  }

  /// Weights that are stored.
  ///
  /// @param proposed by a controller: one of many
  /// @param pinned kept because a user asked for it
  private record Weights(UUID trial, long bytes, boolean proposed, boolean pinned) {}

  /// Experiments with weights, by their identifiers.
  List<DiskUse> uses(UUID after, int atMost) {
    return jdbc
        .sql(
            """
            SELECT DISTINCT experiment_id FROM trial JOIN trial_artifact ON trial_id = trial.id
            WHERE role = 'WEIGHTS' AND experiment_id > ? ORDER BY experiment_id LIMIT ?
            """)
        .params(after, atMost)
        .query((row, _) -> row.getObject("experiment_id", UUID.class))
        .list()
        .stream()
        .map(this::use)
        .toList();
  }

  private DiskUse use(UUID id) {
    var experiment = experiments.get(id);
    var stored = stored(id);
    var droppable = droppable(experiment, stored);
    return new DiskUse(
        id,
        experiment.spec().name(),
        stored.size(),
        stored.stream().mapToLong(Weights::bytes).sum(),
        droppable.size(),
        droppable.stream().mapToLong(Weights::bytes).sum(),
        stored.stream().filter(Weights::pinned).map(Weights::trial).toList());
  }

  private List<Weights> stored(UUID experiment) {
    return jdbc.sql(
            """
            SELECT t.id, a.bytes, t.origin IN ('CONTROLLER', 'CONTROL') AS proposed,
              EXISTS (SELECT FROM pinned_trial p WHERE p.trial_id = t.id) AS pinned
            FROM trial t JOIN trial_artifact ta ON ta.trial_id = t.id JOIN artifact a USING (sha256)
            WHERE t.experiment_id = ? AND ta.role = 'WEIGHTS' AND t.ended_at IS NOT NULL
            ORDER BY t.number
            """)
        .param(experiment)
        .query((row, _) ->
            new Weights(
                row.getObject("id", UUID.class),
                row.getLong("bytes"),
                row.getBoolean("proposed"),
                row.getBoolean("pinned")))
        .list();
  }

  private List<Weights> droppable(Experiment experiment, List<Weights> stored) {
    return outstanding
        .of(experiment, settings.keep())
        .map(kept ->
            stored.stream()
                .filter(w -> w.proposed() && !w.pinned() && !kept.contains(w.trial()))
                .toList())
        .orElse(List.of());
  }

  @Scheduled(
      initialDelayString = "${archway.retention.every}",
      fixedDelayString = "${archway.retention.every}")
  void dropFromTimeToTime() {
    if (settings.automatic()) {
      drop();
    }
  }

  /// Drops what the rules do not keep, of all experiments.
  Dropped drop() {
    var sum = new Dropped(0, 0);
    var ids =
        jdbc.sql(
                "SELECT DISTINCT experiment_id FROM trial"
                    + " JOIN trial_artifact ON trial_id = trial.id WHERE role = 'WEIGHTS'")
            .query((row, _) -> row.getObject("experiment_id", UUID.class))
            .list();
    for (var id : ids) {
      sum = sum.and(drop(id));
    }
    return sum;
  }

  private Dropped drop(UUID id) {
    var droppable = droppable(experiments.get(id), stored(id));
    var sum = new Dropped(0, 0);
    for (int from = 0; from < droppable.size(); from += AT_ONCE) {
      sum = sum.and(drop(droppable.subList(from, Math.min(from + AT_ONCE, droppable.size()))));
    }
    if (sum.trials() > 0) {
      log.info("Experiment {}: dropped the weights of {} trials", id, sum.trials());
    }
    return sum;
  }

  /// Whoever wants a trial tested or pinned locks it first, so that either comes before or finds no
  /// weights any more.
  private Dropped drop(List<Weights> weights) {
    var ids = weights.stream().map(Weights::trial).toList();
    List<String> contents = new ArrayList<>();
    var dropped =
        transaction.execute(_ -> {
          trials.lock(ids);
          var gone =
              Set.copyOf(
                  jdbc.sql(
                          """
                          DELETE FROM trial_artifact ta
                          WHERE ta.trial_id = ANY (:trials) AND ta.role = 'WEIGHTS'
                            AND NOT EXISTS (SELECT FROM pinned_trial p WHERE p.trial_id = ta.trial_id)
                            AND NOT EXISTS (SELECT FROM task WHERE task.trial_id = ta.trial_id
                              AND task.kind = 'TEST' AND task.state IN ('QUEUED', 'LEASED'))
                          RETURNING ta.trial_id, ta.sha256
                          """)
                      .param("trials", ids.toArray(UUID[]::new))
                      .query((row, _) -> {
                        contents.add(row.getString("sha256"));
                        return row.getObject("trial_id", UUID.class);
                      })
                      .list());
          var bytes =
              weights.stream()
                  .filter(w -> gone.contains(w.trial()))
                  .mapToLong(Weights::bytes)
                  .sum();
          return new Dropped(gone.size(), bytes);
        });
    contents.forEach(artifacts::discardUnused);
    return dropped;
  }

  /// Keeps a trial's weights whatever the rules say, or not any more; asking again changes nothing.
  void pin(UUID id, boolean pinned) {
    var trial = trials.get(id);
    transaction.executeWithoutResult(_ -> {
      trials.lock(List.of(trial.id()));
      jdbc.sql(
              pinned
                  ? "INSERT INTO pinned_trial (trial_id) VALUES (?) ON CONFLICT DO NOTHING"
                  : "DELETE FROM pinned_trial WHERE trial_id = ?")
          .param(id)
          .update();
    });
  }
}
