package dev.archway.controller.random;

import dev.archway.controller.Controller;
import dev.archway.controller.Observation;
import dev.archway.controller.Proposal;
import dev.archway.controller.ProposalSeed;
import dev.archway.controller.Proposals;
import dev.archway.controller.SnapshotHeader;
import dev.archway.controller.candidate.ShuffledChoices;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Every option of every decision as likely as the next, and no architecture twice: trial `n` takes
/// the n-th of a seeded permutation of all choices, or the next after it that is not known.
///
/// It learns nothing, but counts its updates like any other controller, so that the service treats
/// it like any other: results are taken in by the hundred.
public final class RandomController implements Controller {
  private static final int UPDATE_BATCH = 100;

  private final Decisions decisions;
  private final ShuffledChoices shuffled;
  private int version;

  private RandomController(Decisions decisions, ProposalSeed seed, int version) {
    this.decisions = decisions;
    this.shuffled = new ShuffledChoices(decisions, seed.initial());
    this.version = version;
  }

  public static RandomController create(Decisions decisions, ProposalSeed seed) {
    return new RandomController(decisions, seed, 0);
  }

  public static RandomController restore(Decisions decisions, ProposalSeed seed, byte[] snapshot) {
    int version = header(decisions).read(snapshot, (v, _) -> v);
    return new RandomController(decisions, seed, version);
  }

  private static SnapshotHeader header(Decisions decisions) {
    return new SnapshotHeader("A random controller", "AWRD", 1, decisions);
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public int updateBatch() {
    return UPDATE_BATCH;
  }

  @Override
  public Proposals propose(int firstNumber, int atMost, Predicate<Choices> known) {
    return Proposals.oneByOne(
        firstNumber,
        atMost,
        known,
        (number, avoided) ->
            shuffled
                .unknown(number, avoided)
                .map(c -> new Proposal(c, shuffled.logProbability(c), new Provenance.Uniform())));
  }

  @Override
  public UpdateReport learn(List<Observation> observations) {
    Observation.requireBatch(observations, decisions, version);
    version++;
    return Observation.report(observations, version, Optional.empty());
  }

  @Override
  public ControllerSummary summary() {
    return new ControllerSummary.Nothing();
  }

  @Override
  public byte[] snapshot() {
    return header(decisions).write(version, 0, _ -> {});
  }
}
