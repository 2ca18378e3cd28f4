package dev.archway.controller.local;

import dev.archway.controller.Controller;
import dev.archway.controller.Observation;
import dev.archway.controller.Proposal;
import dev.archway.controller.ProposalSeed;
import dev.archway.controller.Proposals;
import dev.archway.controller.candidate.Mutations;
import dev.archway.controller.candidate.ShuffledChoices;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Local search (White et al. 2021, algorithm 1; also den Ottelander et al. 2021): the neighbours
/// of the best so far are tried in random order until one is better; when none is, a new climb
/// begins at the best of some uniform choices.
///
/// It moves to the first better neighbour, as the published code of White et al. does unless told
/// otherwise, and not to the best of all neighbours, as their algorithm is written: results come
/// one by one, and a whole neighbourhood may be larger than an experiment.
///
/// Several neighbours may be under way, and when all are known, uniform choices for the next climb
/// follow at once. Whatever comes back better than the position is moved to, also when it is late;
/// only a late neighbour of a summit that was given up is not, unless it beats the summit.
///
/// A neighbour in which a decision becomes active stands for all answers to it: one is drawn for
/// each proposal.
///
/// There is no policy: a proposal's log-probability is that of a uniform draw.
public final class LocalSearchController implements Controller {
  private final ControllerSpec.LocalSearch spec;
  private final Decisions decisions;
  private final ProposalSeed seed;
  private final ShuffledChoices shuffled;
  private Climb climb;

  private LocalSearchController(
      ControllerSpec.LocalSearch spec, Decisions decisions, ProposalSeed seed, Climb climb) {
    this.spec = spec;
    this.decisions = decisions;
    this.seed = seed;
    this.shuffled = new ShuffledChoices(decisions, seed.initial());
    this.climb = climb;
  }

  public static LocalSearchController create(
      ControllerSpec.LocalSearch spec, Decisions decisions, ProposalSeed seed) {
    return new LocalSearchController(spec, decisions, seed, Climb.initial());
  }

  public static LocalSearchController restore(
      ControllerSpec.LocalSearch spec, Decisions decisions, ProposalSeed seed, byte[] snapshot) {
    return new LocalSearchController(spec, decisions, seed, Climb.fromBytes(snapshot, decisions));
  }

  @Override
  public int version() {
    return climb.version();
  }

  @Override
  public int updateBatch() {
    return 1;
  }

  @Override
  public Proposals propose(int firstNumber, int atMost, Predicate<Choices> known) {
    return Proposals.oneByOne(
        firstNumber,
        atMost,
        known,
        (number, avoided) ->
            climb
                .position()
                .flatMap(position -> neighbour(position.choices(), number, avoided))
                .or(() ->
                    shuffled
                        .unknown(number, avoided)
                        .map(c -> proposal(c, new Provenance.Uniform()))));
  }

  private Optional<Proposal> neighbour(Choices position, int number, Predicate<Choices> known) {
    return new Mutations(decisions, position, seed.trial(number))
        .stream()
            .filter(known.negate())
            .findFirst()
            .map(c -> proposal(c, new Provenance.Mutated(position)));
  }

  private Proposal proposal(Choices choices, Provenance provenance) {
    return new Proposal(choices, shuffled.logProbability(choices), provenance);
  }

  /// Failed trials count as taken in and change nothing; skipped ones count by their reward.
  @Override
  public UpdateReport learn(List<Observation> observations) {
    Observation.requireBatch(observations, decisions, climb.version());
    climb = climb.updated(observations, spec.starts(), decisions);
    return Observation.report(observations, climb.version(), Optional.empty());
  }

  @Override
  public ControllerSummary summary() {
    return climb.summary();
  }

  @Override
  public byte[] snapshot() {
    return climb.toBytes(decisions);
  }
}
