package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.searchapi.event.EventLog;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trace.Subject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/// Creates experiments and holds where they stand.
@Service
public class Experiments {
  private final ExperimentRepository experiments;
  private final ExperimentProgressRepository progress;
  private final KnownSettings known;
  private final ExperimentRules rules;
  private final Changes changes;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private final EventLog log;

  Experiments(
      ExperimentRepository experiments,
      ExperimentProgressRepository progress,
      KnownSettings known,
      ExperimentRules rules,
      Changes changes,
      Clock clock,
      ApplicationEventPublisher events,
      EventLog log) {
    this.experiments = experiments;
    this.progress = progress;
    this.known = known;
    this.rules = rules;
    this.changes = changes;
    this.clock = clock;
    this.events = events;
    this.log = log;
  }

  /// Creates an experiment that starts at once; refuses one that cannot run, with every fault.
  @Transactional
  Experiment create(ExperimentSpec spec) {
    rules.check(spec);
    var entity = new ExperimentEntity(UUID.randomUUID(), spec, clock.instant());
    var standing = Standing.start(ObjectiveTargets.atStart(spec));
    experiments.save(entity);
    progress.save(new ExperimentProgressEntity(entity.getId(), standing));
    experiments.flush();
    log.note(entity.getId(), EventView.Kind.CREATED, Map.of("name", spec.name()));
    events.publishEvent(new ExperimentChanged(entity.getId()));
    Subject.EXPERIMENT.onSpan(List.of(entity.getId()));
    return new Experiment(entity.getId(), new Settings(spec), standing);
  }

  /// The experiment as it stands now.
  public Experiment get(UUID id) {
    return Optional.ofNullable(get(Set.of(id)).get(id)).orElseThrow(() -> unknown(id));
  }

  /// The same for several experiments, by their identities; without those that do not exist.
  public Map<UUID, Experiment> get(Set<UUID> ids) {
    return withSettings(ids, progress.all(ids.toArray(UUID[]::new)));
  }

  /// When the experiment was created, which its wall-clock time counts from.
  @Transactional(readOnly = true)
  public Instant createdAt(UUID id) {
    return experiments.findById(id).orElseThrow(() -> unknown(id)).createdAt();
  }

  /// Changes settings of an experiment that is at the version of `match`. What happens to its
  /// trials meanwhile does not matter to it.
  @Transactional
  void change(UUID id, String match, ObjectNode patch) {
    var standing = lock(id).standing();
    var entity = experiments.findById(id).orElseThrow();
    EntityTag.requireMatch(match, entity.version());
    var changed = changes.apply(entity.spec(), standing, patch);
    if (!changed.equals(entity.spec())) {
      if (!changed.budget().equals(entity.spec().budget())) {
        write(id, standing.withNewBudget());
      }
      entity.become(changed);
      experiments.flush();
      log.note(id, EventView.Kind.CHANGED, Map.of("fields", patch.propertyNames()));
      events.publishEvent(new ExperimentChanged(id));
    }
  }

  /// Hides an experiment from lists, or shows it again; asking again changes nothing.
  @Transactional
  void archive(UUID id, boolean hidden) {
    lock(id);
    var entity = experiments.findById(id).orElseThrow();
    if (hidden != entity.isArchived()) {
      entity.archive(hidden ? clock.instant() : null);
    }
  }

  /// Locks where the experiment stands until the caller's transaction ends: the first lock of every
  /// change in an experiment, before its trials' and its tasks'.
  @Transactional(propagation = Propagation.MANDATORY)
  public Experiment lock(UUID id) {
    return Optional.ofNullable(lock(Set.of(id)).get(id)).orElseThrow(() -> unknown(id));
  }

  /// The same for several experiments, by their identities; without those that do not exist.
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<UUID, Experiment> lock(Set<UUID> ids) {
    return withSettings(ids, progress.lock(ids.toArray(UUID[]::new)));
  }

  private Map<UUID, Experiment> withSettings(Set<UUID> ids, List<ExperimentProgressEntity> found) {
    var settings = known.of(ids);
    return found.stream()
        .map(one ->
            new Experiment(
                one.experimentId(),
                Objects.requireNonNull(settings.get(one.experimentId())),
                one.standing()))
        .collect(Collectors.toMap(Experiment::id, Function.identity()));
  }

  /// Writes where a locked experiment stands.
  @Transactional(propagation = Propagation.MANDATORY)
  public void write(UUID id, Standing standing) {
    var entity = progress.findById(id).orElseThrow();
    var before = entity.standing();
    entity.become(standing);
    if (standing.state() != before.state()) {
      note(id, standing);
    }
    for (var arm : Arm.values()) {
      int version = standing.heads().of(arm);
      if (version != before.heads().of(arm)) {
        log.note(id, EventView.Kind.POLICY_UPDATED, Map.of("arm", arm.name(), "version", version));
      }
    }
  }

  private void note(UUID id, Standing standing) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("state", standing.state().name());
    standing.reason().ifPresent(reason -> payload.put("reason", reason));
    log.note(id, EventView.Kind.STATE, payload);
    events.publishEvent(new ExperimentMoved(id, standing.state(), standing.reason()));
  }

  /// Lets the search loop look at an experiment whose state a user changed.
  @Transactional(propagation = Propagation.MANDATORY)
  public void lookAt(UUID id) {
    events.publishEvent(new ExperimentChanged(id));
  }

  /// The experiments that may have something to do.
  @Transactional(readOnly = true)
  public List<UUID> active() {
    return progress.idsIn(EnumSet.of(ExperimentState.RUNNING, ExperimentState.PAUSED));
  }

  private static ProblemException unknown(UUID id) {
    return ProblemType.NOT_FOUND.because("There is no experiment " + id + ".");
  }
}
