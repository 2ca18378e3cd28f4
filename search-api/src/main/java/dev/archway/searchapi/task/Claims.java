package dev.archway.searchapi.task;

import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.TaskKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes tasks out of the queue for those who wait for them: one statement for all who wait for the
/// same, and one transaction for all that is wanted at the same time.
@Component
class Claims {
  private static final Logger logger = LoggerFactory.getLogger(Claims.class);

  private static final String NEXT_QUEUED = "state = 'QUEUED'";
  private static final String NEXT_EXPIRED =
      "state = 'LEASED' AND attempts < :most AND " + LeaseTime.OVER;

  /// Most wishes that are granted by one transaction.
  private static final int AT_ONCE = 32;

  private final JdbcClient jdbc;
  private final LeaseTime time;
  private final TrialLog log;
  private final TransactionTemplate transaction;
  private final Combined<Wish, List<Claimed>> wishes = new Combined<>(AT_ONCE, this::grant);

  Claims(JdbcClient jdbc, LeaseTime time, TrialLog log, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.time = time;
    this.log = log;
    this.transaction = transaction;
  }

  /// Tasks for holders who can do the same: a name for each that is wanted.
  private record Wish(Ability ability, List<String> holders) {}

  /// What a claimant can do: those who can do the same wait in one line.
  record Ability(List<TaskKind> kinds, Optional<String> device, Optional<UUID> experiment) {
    static Ability of(ClaimRequest request) {
      return new Ability(
          request.kinds().stream().distinct().sorted().toList(),
          request.device(),
          request.experiment());
    }

    boolean mayTake(UUID of) {
      return experiment.isEmpty() || experiment.get().equals(of);
    }
  }

  /// A task that was just leased.
  ///
  /// @param place of its holder among those it was claimed for
  /// @param wasLeased to another before, who has not been heard of since
  /// @param checkpoint the content from which a training goes on
  record Claimed(
      int place,
      UUID task,
      UUID trial,
      UUID experiment,
      TaskKind kind,
      long token,
      boolean wasLeased,
      Optional<String> checkpoint) {}

  /// Leases a task to each holder, as far as there are any, by their ranks: queued ones, then those
  /// whose lease is over.
  ///
  /// @param holders a name for each task that is wanted
  List<Claimed> claim(Ability ability, List<String> holders) {
    var claimed = wishes.ask(new Wish(ability, holders));
    claimed.stream()
        .filter(Claimed::wasLeased)
        .forEach(task -> noteVanished(task, holders.get(task.place())));
    return claimed;
  }

  private List<List<Claimed>> grant(List<Wish> together) {
    return transaction.execute(_ -> together.stream().map(this::grant).toList());
  }

  private List<Claimed> grant(Wish wish) {
    var claimed = new ArrayList<>(claim(wish, 0, false));
    if (claimed.size() < wish.holders().size()) {
      claimed.addAll(claim(wish, claimed.size(), true));
    }
    return claimed;
  }

  /// Tasks are leased by now, whether it can be noted or not.
  private void noteVanished(Claimed task, String next) {
    try {
      log.note(
          task.trial(), "Whoever held its %s vanished; %s goes on.".formatted(task.kind(), next));
    } catch (DataAccessException e) {
      logger.warn("Trial {} has no note of its lost holder: {}", task.trial(), e.getMessage());
    }
  }

  private List<Claimed> claim(Wish wish, int served, boolean leased) {
    var ability = wish.ability();
    var wanted = wish.holders().subList(served, wish.holders().size());
    return jdbc.sql(
            """
            WITH due AS MATERIALIZED (
              SELECT id FROM task WHERE %s %s
              ORDER BY rank, position LIMIT :atMost FOR UPDATE SKIP LOCKED),
            placed AS (SELECT id, row_number() OVER () AS place FROM due)
            UPDATE task SET state = 'LEASED', token = token + 1, attempts = attempts + 1,
              holder = (:holders::text[])[placed.place], expires_at = :expires,
              leased_at = :now, progress = NULL
            FROM placed WHERE task.id = placed.id
            RETURNING placed.place, task.id, trial_id, experiment_id, kind, token, checkpoint
            """
                .formatted(leased ? NEXT_EXPIRED : NEXT_QUEUED, restriction(ability)))
        .params(parameters(ability))
        .param("holders", wanted.toArray(String[]::new))
        .param("atMost", wanted.size())
        .param("expires", time.expiry())
        .param("now", time.now())
        .param("expired", time.expired())
        .param("latest", time.latest())
        .param("most", Reports.MOST_ATTEMPTS)
        .query((row, _) ->
            new Claimed(
                served + row.getInt("place") - 1,
                row.getObject("id", UUID.class),
                row.getObject("trial_id", UUID.class),
                row.getObject("experiment_id", UUID.class),
                TaskKind.valueOf(row.getString("kind")),
                row.getLong("token"),
                leased,
                Optional.ofNullable(row.getString("checkpoint"))))
        .list();
  }

  /// Written so that each ability has a statement, and so a plan, of its own.
  private static String restriction(Ability ability) {
    return (ability.kinds().size() == 1 ? " AND kind = :kind" : " AND kind IN (:kind)")
        + (ability.device().isPresent()
            ? " AND (device IS NULL OR device = :device)"
            : " AND device IS NULL")
        + (ability.experiment().isPresent() ? " AND experiment_id = :experiment" : "");
  }

  private static Map<String, Object> parameters(Ability ability) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("kind", ability.kinds().stream().map(Enum::name).toList());
    ability.device().ifPresent(device -> parameters.put("device", device));
    ability.experiment().ifPresent(experiment -> parameters.put("experiment", experiment));
    return parameters;
  }
}
