package dev.archway.controller.evolution;

import dev.archway.controller.Controller;
import dev.archway.controller.Observation;
import dev.archway.controller.Proposal;
import dev.archway.controller.ProposalSeed;
import dev.archway.controller.Proposals;
import dev.archway.controller.candidate.Descendants;
import dev.archway.controller.candidate.Rated;
import dev.archway.controller.candidate.ShuffledChoices;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Regularized evolution (Real et al. 2019, algorithm 1): of a sample of the population the best
/// has a child that differs from it in one decision, and the oldest dies, however good it is.
/// Results are learned one by one, so any number of children may be under way.
///
/// Unlike the paper's it avoids known architectures: a known child is mutated anew, then further
/// away, and a random architecture takes its place where that does not help either. So there is no
/// identity mutation, which would try a parent again.
///
/// The first trials are drawn uniformly without repeats, as a random controller of the same seed
/// draws them. Failed trials have no place in the population, so it may be smaller than wanted for
/// a while; it has children as soon as a whole sample can be drawn.
///
/// There is no policy: a proposal's log-probability is that of a uniform draw.
public final class EvolutionController implements Controller {
  private final ControllerSpec.Evolution spec;
  private final Decisions decisions;
  private final ProposalSeed seed;
  private final ShuffledChoices shuffled;
  private Population population;

  private EvolutionController(
      ControllerSpec.Evolution spec,
      Decisions decisions,
      ProposalSeed seed,
      Population population) {
    this.spec = spec;
    this.decisions = decisions;
    this.seed = seed;
    this.shuffled = new ShuffledChoices(decisions, seed.initial());
    this.population = population;
  }

  public static EvolutionController create(
      ControllerSpec.Evolution spec, Decisions decisions, ProposalSeed seed) {
    return new EvolutionController(spec, decisions, seed, Population.initial());
  }

  public static EvolutionController restore(
      ControllerSpec.Evolution spec, Decisions decisions, ProposalSeed seed, byte[] snapshot) {
    var population = Population.fromBytes(snapshot, spec.population(), decisions);
    return new EvolutionController(spec, decisions, seed, population);
  }

  @Override
  public int version() {
    return population.version();
  }

  @Override
  public int updateBatch() {
    return 1;
  }

  @Override
  public Proposals propose(int firstNumber, int atMost, Predicate<Choices> known) {
    return Proposals.oneByOne(firstNumber, atMost, known, this::proposal);
  }

  private Optional<Proposal> proposal(int number, Predicate<Choices> known) {
    if (number <= spec.population() || population.members().size() < spec.sample()) {
      return shuffled.unknown(number, known).map(c -> proposal(c, new Provenance.Uniform()));
    }
    var random = seed.trial(number);
    var parent = population.parent(spec.sample(), random).choices();
    return new Descendants(decisions, random)
        .unknown(parent, known)
        .map(c -> proposal(c, new Provenance.Mutated(parent)))
        .or(() ->
            shuffled.unknown(number, known).map(c -> proposal(c, new Provenance.Remaining())));
  }

  private Proposal proposal(Choices choices, Provenance provenance) {
    return new Proposal(choices, shuffled.logProbability(choices), provenance);
  }

  /// Failed trials count as taken in and change nothing; skipped ones join with their reward.
  @Override
  public UpdateReport learn(List<Observation> observations) {
    Observation.requireBatch(observations, decisions, population.version());
    var newcomers = new ArrayList<Rated>();
    for (var observation : observations) {
      observation
          .outcome()
          .learnableReward()
          .ifPresent(reward -> newcomers.add(new Rated(observation.choices(), reward)));
    }
    population = population.updated(newcomers, spec.population());
    return Observation.report(observations, population.version(), Optional.empty());
  }

  @Override
  public ControllerSummary summary() {
    return population.summary();
  }

  @Override
  public byte[] snapshot() {
    return population.toBytes(decisions);
  }
}
