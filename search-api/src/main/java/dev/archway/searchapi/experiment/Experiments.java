package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.trace.Subject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Creates experiments and holds where they stand.
@Service
public class Experiments {
  private final ExperimentRepository experiments;
  private final ExperimentProgressRepository progress;
  private final ExperimentRules rules;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Experiments(
      ExperimentRepository experiments,
      ExperimentProgressRepository progress,
      ExperimentRules rules,
      Clock clock,
      ApplicationEventPublisher events) {
    this.experiments = experiments;
    this.progress = progress;
    this.rules = rules;
    this.clock = clock;
    this.events = events;
  }

  /// Creates an experiment that starts at once; refuses one that cannot run, with every fault.
  @Transactional
  Experiment create(ExperimentSpec spec) {
    rules.check(spec);
    var entity = new ExperimentEntity(UUID.randomUUID(), spec, clock.instant());
    var standing = Standing.start(ObjectiveTargets.atStart(spec));
    experiments.save(entity);
    progress.save(new ExperimentProgressEntity(entity.getId(), standing));
    events.publishEvent(new ExperimentChanged(entity.getId()));
    Subject.EXPERIMENT.onSpan(List.of(entity.getId()));
    return new Experiment(entity.getId(), spec, standing);
  }

  /// The experiment as it stands now.
  @Transactional(readOnly = true)
  public Experiment get(UUID id) {
    var entity = experiments.findById(id).orElseThrow(() -> unknown(id));
    return new Experiment(id, entity.spec(), progress.findById(id).orElseThrow().standing());
  }

  @Transactional(readOnly = true)
  List<Experiment> all() {
    return experiments.findAllByOrderByCreatedAtDescIdDesc().stream()
        .map(e -> get(e.getId()))
        .toList();
  }

  /// Locks where the experiment stands until the caller's transaction ends: the first lock of every
  /// change in an experiment, before its trials' and its tasks'.
  @Transactional(propagation = Propagation.MANDATORY)
  public Experiment lock(UUID id) {
    var standing = progress.lock(id).orElseThrow(() -> unknown(id)).standing();
    return new Experiment(id, experiments.findById(id).orElseThrow().spec(), standing);
  }

  /// Writes where a locked experiment stands.
  @Transactional(propagation = Propagation.MANDATORY)
  public void write(UUID id, Standing standing) {
    progress.findById(id).orElseThrow().become(standing);
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
