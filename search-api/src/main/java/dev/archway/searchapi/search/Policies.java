package dev.archway.searchapi.search;

import dev.archway.controller.Controller;
import dev.archway.controller.Controllers;
import dev.archway.searchapi.experiment.Experiment;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Keeps controllers between updates as immutable, numbered snapshots.
@Component
class Policies {
  /// Besides the newest, every so many versions one is kept, to look back at.
  private static final int KEEP_EVERY = 50;

  private final PolicyVersionRepository versions;
  private final Clock clock;

  Policies(PolicyVersionRepository versions, Clock clock) {
    this.versions = versions;
    this.clock = clock;
  }

  /// The controller at the experiment's head, which may have moved on since `experiment` was read.
  /// Version 0 follows from the settings and the seed alone, so it needs no row.
  @Transactional(readOnly = true)
  public Controller head(Experiment experiment) {
    var spec = experiment.spec();
    var decisions = experiment.space().decisions();
    return versions
        .findFirstByKeyExperimentIdOrderByKeyVersionDesc(experiment.id())
        .map(newest ->
            Controllers.restore(spec.controller(), decisions, spec.seed(), newest.snapshot()))
        .orElseGet(() -> Controllers.create(spec.controller(), decisions, spec.seed()));
  }

  /// Adds the next version; within the transaction that makes it the head.
  @Transactional(propagation = Propagation.MANDATORY)
  public void add(UUID experiment, Controller controller) {
    var key = new PolicyVersionEntity.Key(experiment, controller.version());
    versions.save(new PolicyVersionEntity(key, controller.snapshot(), clock.instant()));
    versions.thinOut(experiment, controller.version(), KEEP_EVERY);
  }
}
