package dev.archway.searchapi.search;

import dev.archway.controller.Controller;
import dev.archway.controller.Controllers;
import dev.archway.controller.ProposalSeed;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.UpdateView;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.memory.Recent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Keeps controllers between updates as immutable, numbered snapshots, and of every update what it
/// did.
@Component
class Policies {
  /// Besides the newest, every so many versions one is kept, to look back at.
  private static final int KEEP_EVERY = 50;

  /// So many controllers are kept from one look to the next.
  private static final int KEPT = 64;

  private final PolicyVersionRepository versions;
  private final PolicyUpdateRepository updates;
  private final Clock clock;

  private record Head(UUID experiment, Arm arm) {}

  /// Heads that were restored or have learned here: a version never changes, so none is ever wrong.
  private final Map<Head, Controller> heads = new Recent<>(KEPT);

  Policies(PolicyVersionRepository versions, PolicyUpdateRepository updates, Clock clock) {
    this.versions = versions;
    this.updates = updates;
    this.clock = clock;
  }

  /// The controller at the head of an arm, which may have moved on since `experiment` was read. For
  /// one thread: it may be the one that was returned before.
  public Controller head(Experiment experiment, Arm arm) {
    var kept = heads.get(new Head(experiment.id(), arm));
    return kept != null && kept.version() == experiment.standing().heads().of(arm)
        ? kept
        : restored(experiment, arm);
  }

  /// Keeps a head for the next to ask, until it learns.
  public void keep(UUID experiment, Arm arm, Controller head) {
    heads.put(new Head(experiment, arm), head);
  }

  /// Forgets a head that is about to learn.
  public void forget(UUID experiment, Arm arm) {
    heads.remove(new Head(experiment, arm));
  }

  /// Version 0 follows from the settings and the seed alone, so it needs no row.
  private Controller restored(Experiment experiment, Arm arm) {
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
  public void add(UUID experiment, Arm arm, Controller controller, UpdateView update) {
    var key = new PolicyVersionEntity.Key(experiment, arm, controller.version());
    versions.save(new PolicyVersionEntity(key, controller.snapshot(), clock.instant()));
    updates.save(new PolicyUpdateEntity(key, update, clock.instant()));
    versions.thinOut(experiment, arm, controller.version(), KEEP_EVERY);
  }

  /// The updates of an arm that led to versions above `after`, at most so many, the newest last.
  @Transactional(readOnly = true)
  public List<UpdateView> updates(UUID experiment, Arm arm, int after, int atMost) {
    return updates
        .findByKeyExperimentIdAndKeyArmAndKeyVersionGreaterThanOrderByKeyVersion(
            experiment, arm, after, Limit.of(atMost))
        .stream()
        .map(PolicyUpdateEntity::view)
        .toList();
  }
}
