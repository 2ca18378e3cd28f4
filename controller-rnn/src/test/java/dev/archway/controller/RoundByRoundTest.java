package dev.archway.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// A controller that works in rounds fits the seam: NetAdapt's state machine (Yang et al. 2018,
/// algorithm 1) over three layers whose widths shrink step by step.
class RoundByRoundTest {
  private static final Recipe SHORT_TERM = Recipe.demo("cifar10");
  private static final int SEED_TRIAL = 1;
  private static final Decisions WIDTHS = TestSpaces.of(3, 3, 3);

  /// Each round proposes every layer one step narrower than the last winner, waits for all of them,
  /// and goes on from the most accurate. The state is the winner.
  private static final class RoundByRound implements Controller {
    private int version;
    private int winner;
    private Choices widths;

    RoundByRound(int version, int winner, Choices widths) {
      this.version = version;
      this.winner = winner;
      this.widths = widths;
    }

    static RoundByRound restore(byte[] snapshot) {
      var bytes = ByteBuffer.wrap(snapshot);
      return new RoundByRound(
          bytes.getInt(),
          bytes.getInt(),
          Choices.of(bytes.getInt(), bytes.getInt(), bytes.getInt()));
    }

    private List<Choices> candidates() {
      var candidates = new ArrayList<Choices>();
      for (int layer = 0; layer < WIDTHS.size(); layer++) {
        if (widths.get(layer) + 1 < WIDTHS.get(layer).options().size()) {
          var narrower = new ArrayList<>(widths.options());
          narrower.set(layer, widths.get(layer) + 1);
          candidates.add(new Choices(narrower));
        }
      }
      return candidates;
    }

    @Override
    public int version() {
      return version;
    }

    @Override
    public int updateBatch() {
      return candidates().size();
    }

    @Override
    public Proposals propose(int firstNumber, int atMost, Predicate<Choices> known) {
      if (candidates().isEmpty()) {
        return new Proposals.Exhausted("Every layer is as narrow as it may be.");
      }
      var next =
          candidates().stream()
              .filter(known.negate())
              .limit(atMost)
              .map(c ->
                  new Proposal(
                      c,
                      0,
                      new Provenance.Mutated(widths),
                      Optional.of(new Start(winner, SHORT_TERM))))
              .toList();
      return next.isEmpty() ? new Proposals.Wait() : new Proposals.Next(next);
    }

    @Override
    public UpdateReport learn(List<Observation> round) {
      double best = Double.NEGATIVE_INFINITY;
      for (var candidate : round) {
        if (candidate.outcome() instanceof Outcome.Scored scored && scored.accuracy() > best) {
          best = scored.accuracy();
          winner = candidate.number();
          widths = candidate.choices();
        }
      }
      version++;
      return Observation.report(round, version, Optional.empty());
    }

    @Override
    public ControllerSummary summary() {
      return new ControllerSummary.Nothing();
    }

    @Override
    public byte[] snapshot() {
      var bytes = ByteBuffer.allocate(5 * Integer.BYTES).putInt(version).putInt(winner);
      widths.options().forEach(bytes::putInt);
      return bytes.array();
    }
  }

  @Test
  void eachRoundIsProposedWaitedForAndLearnedUntilNothingIsLeft() {
    Controller controller = new RoundByRound(0, SEED_TRIAL, Choices.of(0, 0, 0));
    Set<Choices> known = new HashSet<>(Set.of(Choices.of(0, 0, 0)));
    int number = SEED_TRIAL + 1;
    int rounds = 0;
    int parent = SEED_TRIAL;
    while (!(controller.propose(number, 1, known::contains) instanceof Proposals.Exhausted)) {
      var round = new ArrayList<Observation>();
      while (controller.propose(number, 2, known::contains) instanceof Proposals.Next(var list)) {
        for (var proposal : list) {
          assertThat(proposal.start()).contains(new Start(parent, SHORT_TERM));
          known.add(proposal.choices());
          round.add(scored(number++, proposal, controller.version()));
        }
        controller = RoundByRound.restore(controller.snapshot());
      }
      assertThat(controller.propose(number, 2, known::contains)).isEqualTo(new Proposals.Wait());
      assertThat(round).hasSize(controller.updateBatch());
      controller.learn(round.reversed());
      parent = round.getFirst().number();
      rounds++;
    }

    // Three layers of three widths: six steps, the first layer always being the best to shrink.
    assertThat(rounds).isEqualTo(6);
    assertThat(number - 1).isEqualTo(SEED_TRIAL + 3 + 3 + 2 + 2 + 1 + 1);
  }

  private static Observation scored(int number, Proposal proposal, int version) {
    double accuracy =
        0.9
            - 0.01 * proposal.choices().get(0)
            - 0.02 * proposal.choices().get(1)
            - 0.04 * proposal.choices().get(2);
    return new Observation(
        number, proposal.choices(), version, 0, new Outcome.Scored(accuracy, accuracy, Map.of()));
  }
}
