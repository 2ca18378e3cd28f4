package dev.archway.controller.rnn;

import dev.archway.controller.Controller;
import dev.archway.controller.Observation;
import dev.archway.controller.Proposal;
import dev.archway.controller.ProposalSeed;
import dev.archway.controller.Proposals;
import dev.archway.controller.candidate.Mutations;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// The recurrent controller of neural architecture search (Zoph and Le 2017; Zoph et al. 2018): an
/// LSTM samples choices, and REINFORCE makes rewarded choices likelier.
///
/// Unlike the papers' it avoids known architectures: a repeated trial would cost as much as a new
/// one and tell less. It draws again, then changes single decisions of its last draw.
public final class RnnController implements Controller {
  /// NASNet's initial range of every parameter (Zoph et al. 2018, appendix A).
  private static final double INITIAL_BOUND = 0.1;

  private static final int REDRAWS = 20;
  private static final int MUTATIONS = 20;

  private final ControllerSpec.Rnn spec;
  private final Decisions decisions;
  private final ProposalSeed seed;
  private PolicyState state;

  private RnnController(
      ControllerSpec.Rnn spec, Decisions decisions, ProposalSeed seed, PolicyState state) {
    this.spec = spec;
    this.decisions = decisions;
    this.seed = seed;
    this.state = state;
  }

  public static RnnController create(
      ControllerSpec.Rnn spec, Decisions decisions, ProposalSeed seed) {
    var parameters =
        PolicyParameters.uniform(spec.hiddenUnits(), decisions, INITIAL_BOUND, seed.initial());
    return new RnnController(spec, decisions, seed, PolicyState.initial(parameters));
  }

  public static RnnController restore(
      ControllerSpec.Rnn spec, Decisions decisions, ProposalSeed seed, byte[] snapshot) {
    var state = PolicyState.fromBytes(snapshot, spec.hiddenUnits(), decisions);
    return new RnnController(spec, decisions, seed, state);
  }

  @Override
  public int version() {
    return state.version();
  }

  @Override
  public int updateBatch() {
    return spec.batch();
  }

  @Override
  public Proposals propose(int firstNumber, int atMost, Predicate<Choices> known) {
    var policy = new LstmPolicy(decisions, state.parameters());
    return Proposals.oneByOne(
        firstNumber,
        atMost,
        known,
        (number, avoided) -> Optional.of(proposal(policy, seed.trial(number), avoided)));
  }

  private Proposal proposal(LstmPolicy policy, RandomGenerator random, Predicate<Choices> known) {
    var drawn = policy.sample(random);
    boolean repeats = known.test(drawn.choices());
    for (int redraw = 0; repeats && redraw < REDRAWS; redraw++) {
      drawn = policy.sample(random);
      repeats = known.test(drawn.choices());
    }
    if (repeats) {
      var mutation =
          new Mutations(decisions, drawn.choices(), random)
              .stream().limit(MUTATIONS).filter(known.negate()).findFirst();
      if (mutation.isPresent()) {
        drawn = policy.follow(List.of(mutation.get())).getFirst();
      }
    }
    return new Proposal(drawn.choices(), drawn.logProbability());
  }

  /// Failed trials count as taken in and change nothing; skipped ones teach by their reward.
  @Override
  public void learn(List<Observation> observations) {
    Observation.requireBatch(observations, decisions, state.version());
    var batch = new ArrayList<Reinforce.Rewarded>();
    for (var observation : observations) {
      observation
          .outcome()
          .learnableReward()
          .ifPresent(r -> batch.add(new Reinforce.Rewarded(observation.choices(), r)));
    }
    state = new Reinforce(spec, decisions).updated(state, batch);
  }

  @Override
  public byte[] snapshot() {
    return state.toBytes(decisions);
  }
}
