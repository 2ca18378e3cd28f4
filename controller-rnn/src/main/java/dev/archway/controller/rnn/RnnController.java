package dev.archway.controller.rnn;

import dev.archway.controller.Controller;
import dev.archway.controller.Observation;
import dev.archway.controller.Proposal;
import dev.archway.controller.ProposalSeed;
import dev.archway.controller.Proposals;
import dev.archway.controller.candidate.Descendants;
import dev.archway.controller.candidate.ShuffledChoices;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The recurrent controller of neural architecture search (Zoph and Le 2017; Zoph et al. 2018): an
/// LSTM samples choices, and a policy gradient makes rewarded choices likelier.
///
/// Unlike the papers' it avoids known architectures: a repeated trial would cost as much as a new
/// one and tell less. It draws again, then mutates its last draw, and takes any architecture that
/// is left where that does not help either.
public final class RnnController implements Controller {
  private static final int REDRAWS = 20;

  /// By how many draws a policy is looked at: enough to draw curves by, at the price of as many
  /// proposals.
  private static final int DRAWS = 20;

  private final RnnSpec spec;
  private final Decisions decisions;
  private final ProposalSeed seed;
  private final ShuffledChoices shuffled;
  private PolicyState state;
  private LstmPolicy policy;

  private RnnController(RnnSpec spec, Decisions decisions, ProposalSeed seed, PolicyState state) {
    this.spec = spec;
    this.decisions = decisions;
    this.seed = seed;
    this.shuffled = new ShuffledChoices(decisions, seed.initial());
    this.state = state;
    this.policy = policy();
  }

  private LstmPolicy policy() {
    return new LstmPolicy(decisions, spec.lstm(), state.parameters());
  }

  public static RnnController create(RnnSpec spec, Decisions decisions, ProposalSeed seed) {
    var parameters =
        PolicyParameters.uniform(
            spec.lstm().units(), decisions, spec.lstm().initialRange(), seed.initial());
    return new RnnController(spec, decisions, seed, PolicyState.initial(parameters));
  }

  public static RnnController restore(
      RnnSpec spec, Decisions decisions, ProposalSeed seed, byte[] snapshot) {
    var state = PolicyState.fromBytes(snapshot, spec.lstm().units(), decisions);
    return new RnnController(spec, decisions, seed, state);
  }

  @Override
  public int version() {
    return state.version();
  }

  @Override
  public int updateBatch() {
    return spec.update().batch();
  }

  @Override
  public Proposals propose(int firstNumber, int atMost, Predicate<Choices> known) {
    return Proposals.oneByOne(firstNumber, atMost, known, this::proposal);
  }

  private Optional<Proposal> proposal(int number, Predicate<Choices> known) {
    var random = seed.trial(number);
    var drawn = policy.sample(random);
    int redraws = 0;
    while (known.test(drawn.choices())) {
      if (redraws == REDRAWS) {
        var parent = drawn.choices();
        return new Descendants(decisions, random)
            .unknown(parent, known)
            .map(c -> proposal(c, new Provenance.Mutated(parent)))
            .or(() ->
                shuffled.unknown(number, known).map(c -> proposal(c, new Provenance.Remaining())));
      }
      drawn = policy.sample(random);
      redraws++;
    }
    return Optional.of(proposal(drawn, new Provenance.Drawn(redraws)));
  }

  private Proposal proposal(Choices choices, Provenance provenance) {
    return proposal(policy.follow(List.of(choices)).getFirst(), provenance);
  }

  private static Proposal proposal(Episode episode, Provenance provenance) {
    return new Proposal(episode.choices(), episode.logProbability(), provenance);
  }

  /// Failed trials count as taken in and change nothing; skipped ones teach by their reward.
  @Override
  public UpdateReport learn(List<Observation> observations) {
    Observation.requireBatch(observations, decisions, state.version());
    var batch = new ArrayList<Rewarded>();
    for (var observation : observations) {
      observation
          .outcome()
          .learnableReward()
          .ifPresent(r ->
              batch.add(
                  new Rewarded(
                      observation.number(),
                      observation.choices(),
                      r,
                      observation.logProbability())));
    }
    var updated = new PolicyUpdate(spec, decisions).updated(state, batch);
    state = updated.state();
    policy = policy();
    return Observation.report(observations, state.version(), updated.gradient());
  }

  /// Seen by some draws, as the probabilities of all choices are too many: of the same version they
  /// are always the same draws.
  @Override
  public ControllerSummary summary() {
    var random = seed.summary(state.version());
    return PolicySummary.of(
        Stream.generate(() -> policy.sample(random)).limit(DRAWS).toList(), decisions);
  }

  @Override
  public byte[] snapshot() {
    return state.toBytes(decisions);
  }
}
