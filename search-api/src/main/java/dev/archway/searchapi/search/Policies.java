package dev.archway.searchapi.search;

import dev.archway.controller.Controller;
import dev.archway.controller.Controllers;
import dev.archway.controller.ProposalSeed;
import dev.archway.core.experiment.Arm;
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

  /// The controller at the head of an arm, which may have moved on since `experiment` was read.
  /// Version 0 follows from the settings and the seed alone, so it needs no row.
  @Transactional(readOnly = true)
  public Controller head(Experiment experiment, Arm arm) {
    var spec = experiment.spec().controllerOf(arm);
    var decisions = experiment.space().decisions();
    var seed = ProposalSeed.of(experiment.spec().seed(), arm);
    return versions
        .findFirstByKeyExperimentIdAndKeyArmOrderByKeyVersionDesc(experiment.id(), arm)
        .map(newest -> Controllers.restore(spec, decisions, seed, newest.snapshot()))
        .orElseGet(() -> Controllers.create(spec, decisions, seed));
  }

  /// Adds the next version; within the transaction that makes it the head.
  @Transactional(propagation = Propagation.MANDATORY)
  public void add(UUID experiment, Arm arm, Controller controller) {
    var key = new PolicyVersionEntity.Key(experiment, arm, controller.version());
    versions.save(new PolicyVersionEntity(key, controller.snapshot(), clock.instant()));
    versions.thinOut(experiment, arm, controller.version(), KEEP_EVERY);
  }
}
