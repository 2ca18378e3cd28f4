package dev.archway.searchapi.trial;

import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.event.EventLog;
import dev.archway.searchapi.problem.ProblemType;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Remembers trials. Whoever changes one holds the lock on where its experiment stands.
@Service
public class Trials {
  private static final Set<TrialState> UNDER_WAY = Set.of(TrialState.QUEUED, TrialState.RUNNING);

  private final TrialRepository trials;
  private final JdbcClient jdbc;
  private final EventLog log;
  private final Clock clock;

  Trials(TrialRepository trials, JdbcClient jdbc, EventLog log, Clock clock) {
    this.trials = trials;
    this.jdbc = jdbc;
    this.log = log;
    this.clock = clock;
  }

  /// A new trial that waits for its tasks.
  @Transactional(propagation = Propagation.MANDATORY)
  public UUID create(UUID experiment, int number, TrialPlan plan) {
    return save(new TrialEntity(experiment, number, plan, TrialState.QUEUED, clock.instant()));
  }

  /// Notes a proposal of an architecture that the experiment has tried already.
  @Transactional(propagation = Propagation.MANDATORY)
  public void noteRepeat(UUID experiment, int number, TrialPlan plan) {
    save(new TrialEntity(experiment, number, plan, TrialState.REPEATED, clock.instant()));
  }

  private UUID save(TrialEntity entity) {
    trials.save(entity);
    note(EventView.Kind.TRIAL_CREATED, entity.trial());
    return entity.getId();
  }

  @Transactional(readOnly = true)
  public Trial get(UUID id) {
    return trials
        .findById(id)
        .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no trial " + id + "."))
        .trial();
  }

  /// Trials of an experiment with a number above `number`, in the order of their numbers.
  ///
  /// @param state as people see it: one that runs may count as queued here still
  @Transactional(readOnly = true)
  public List<Trial> after(
      UUID experiment,
      int number,
      Optional<TrialState> state,
      Optional<TrialOrigin> origin,
      int atMost) {
    var states =
        state
            .map(wanted ->
                wanted == TrialState.RUNNING
                    ? EnumSet.of(TrialState.QUEUED, TrialState.RUNNING)
                    : EnumSet.of(wanted))
            .orElseGet(() -> EnumSet.allOf(TrialState.class));
    var origins = origin.map(EnumSet::of).orElseGet(() -> EnumSet.allOf(TrialOrigin.class));
    return trials.after(experiment, number, states, origins, Limit.of(atMost)).stream()
        .map(TrialEntity::trial)
        .toList();
  }

  /// Some trials, in the order of their identifiers' list.
  @Transactional(readOnly = true)
  public List<Trial> of(List<UUID> ids) {
    var found = all(ids);
    return ids.stream().flatMap(id -> Stream.ofNullable(found.get(id))).toList();
  }

  /// Ends all trials of an experiment that have not ended. They get no place in the order of
  /// ending, as nothing learns from them.
  @Transactional(propagation = Propagation.MANDATORY)
  public int cancelAll(UUID experiment, String reason) {
    var underWay = trials.findByExperimentIdAndStateIn(experiment, UNDER_WAY);
    for (var entity : underWay) {
      entity.cancel(reason, clock.instant());
      note(EventView.Kind.TRIAL_ENDED, entity.trial());
    }
    return underWay.size();
  }

  private void note(EventView.Kind kind, Trial trial) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("id", trial.id());
    payload.put("number", trial.number());
    payload.put("origin", trial.plan().source().origin());
    payload.put("state", trial.state());
    trial.reason().ifPresent(reason -> payload.put("reason", reason));
    trial.results().accuracy().ifPresent(accuracy -> payload.put("accuracy", accuracy));
    log.note(trial.experiment(), kind, payload);
  }

  /// Trials of any origin that have not ended.
  public int underWay(UUID experiment) {
    return jdbc.sql(
            "SELECT count(*) FROM trial WHERE experiment_id = ? AND state IN ('QUEUED', 'RUNNING')")
        .param(experiment)
        .query(Integer.class)
        .single();
  }

  /// Trials by their identities.
  @Transactional(readOnly = true)
  public Map<UUID, Trial> all(Collection<UUID> ids) {
    return trials.all(ids.toArray(UUID[]::new)).stream()
        .map(TrialEntity::trial)
        .collect(Collectors.toMap(Trial::id, Function.identity()));
  }

  /// Locks trials until the caller's transaction ends; the second lock, after their experiment's.
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(Collection<UUID> ids) {
    trials.lock(ids.toArray(UUID[]::new));
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public Trial trained(UUID id, TaskOutcome.Trained outcome) {
    return change(id, trial -> trial.trained(outcome));
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public Trial evaluated(UUID id, TaskOutcome.Evaluated outcome) {
    return change(id, trial -> trial.evaluated(outcome));
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public Trial measured(UUID id, Measurement measurement) {
    return change(id, trial -> trial.measured(measurement));
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public Trial tested(UUID id, double accuracy) {
    return change(id, trial -> trial.tested(accuracy));
  }

  /// Ends a trial, which gets its place in the order of ending.
  @Transactional(propagation = Propagation.MANDATORY)
  public Trial end(UUID id, TrialState state, Optional<String> reason, int position) {
    var ended = change(id, trial -> trial.end(state, reason, position, clock.instant()));
    note(EventView.Kind.TRIAL_ENDED, ended);
    return ended;
  }

  private Trial change(UUID id, java.util.function.Consumer<TrialEntity> change) {
    var entity = trials.findById(id).orElseThrow();
    if (entity.started()) {
      note(EventView.Kind.TRIAL_STARTED, entity.trial());
    }
    change.accept(entity);
    return entity.trial();
  }

  /// How many ended trials of an arm its controller has not learned from, counted up to a limit.
  public int countUnlearned(UUID experiment, Arm arm, int atMost) {
    return jdbc.sql(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM trial
              WHERE experiment_id = ? AND learned_by IS NULL AND ended_position IS NOT NULL
                AND origin = ? LIMIT ?) AS unlearned
            """)
        .params(experiment, arm.origin().name(), atMost)
        .query(Integer.class)
        .single();
  }

  /// The oldest ended trials of an arm that its controller has not learned from, in the order of
  /// ending.
  @Transactional(readOnly = true)
  public List<Trial> unlearned(UUID experiment, Arm arm, int atMost) {
    return trials.unlearned(experiment, arm.origin(), Limit.of(atMost)).stream()
        .map(TrialEntity::trial)
        .toList();
  }

  /// Marks trials as learned by a policy version, in order; refuses one that was learned before.
  @Transactional(propagation = Propagation.MANDATORY)
  public void markLearned(List<UUID> learned, int version) {
    int marked =
        jdbc.sql(
                """
                UPDATE trial SET learned_by = :version, learned_position = place
                FROM unnest(:learned::uuid[]) WITH ORDINALITY AS lesson (learned, place)
                WHERE id = learned AND learned_by IS NULL
                """)
            .param("version", version)
            .param("learned", learned.stream().map(UUID::toString).toArray(String[]::new))
            .update();
    if (marked != learned.size()) {
      throw new IllegalStateException(
          "Of %d trials that version %d learned from, %d were learned before."
              .formatted(learned.size(), version, learned.size() - marked));
    }
  }
}
