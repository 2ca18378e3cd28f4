package dev.archway.controller.rnn;

import dev.archway.controller.Controller;
import dev.archway.controller.Observation;
import dev.archway.controller.Proposal;
import dev.archway.controller.ProposalSeed;
import dev.archway.controller.Proposals;
import dev.archway.controller.candidate.Descendants;
import dev.archway.controller.candidate.ShuffledChoices;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The recurrent controller of neural architecture search (Zoph and Le 2017; Zoph et al. 2018): an
/// LSTM samples choices, and a policy gradient makes rewarded choices likelier.
///
/// Unlike the papers' it avoids known architectures: a repeated trial would cost as much as a new
/// one and tell less. It draws again, then mutates its last draw, and takes any architecture that
/// is left where that does not help either.
public final class RnnController implements Controller {
  private static final int REDRAWS = 20;

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
    return Proposals.oneByOne(
        firstNumber,
        atMost,
        known,
        (number, avoided) ->
            episode(number, avoided).map(e -> new Proposal(e.choices(), e.logProbability())));
  }

  private Optional<Episode> episode(int number, Predicate<Choices> known) {
    var random = seed.trial(number);
    var drawn = policy.sample(random);
    for (int redraw = 0; known.test(drawn.choices()); redraw++) {
      if (redraw == REDRAWS) {
        return new Descendants(decisions, random)
            .unknown(drawn.choices(), known)
            .or(() -> shuffled.unknown(number, known))
            .map(choices -> policy.follow(List.of(choices)).getFirst());
      }
      drawn = policy.sample(random);
    }
    return Optional.of(drawn);
  }

  /// Failed trials count as taken in and change nothing; skipped ones teach by their reward.
  @Override
  public void learn(List<Observation> observations) {
    Observation.requireBatch(observations, decisions, state.version());
    var batch = new ArrayList<Rewarded>();
    for (var observation : observations) {
      observation
          .outcome()
          .learnableReward()
          .ifPresent(
              r -> batch.add(new Rewarded(observation.choices(), r, observation.logProbability())));
    }
    state = new PolicyUpdate(spec, decisions).updated(state, batch);
    policy = policy();
  }

  @Override
  public byte[] snapshot() {
    return state.toBytes(decisions);
  }
}
