package dev.archway.controller.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.controller.Controllers;
import dev.archway.controller.TestSpaces;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicySummaryTest {
  /// Large enough for options to differ clearly in probability.
  private static final double BOUND = 1;

  private static LstmPolicy policy(Decisions decisions) {
    return new LstmPolicy(
        decisions,
        Specs.plain(9, 0.01, 0).lstm(),
        PolicyParameters.uniform(9, decisions, BOUND, new SplittableRandom(8)));
  }

  private static List<Episode> draws(LstmPolicy policy, int count, long seed) {
    var random = new SplittableRandom(seed);
    return Stream.generate(() -> policy.sample(random)).limit(count).toList();
  }

  @Test
  void aFreshPolicyIsNearlyAsUncertainAsCanBe() {
    var fresh = Controllers.create(RnnSpec.standard(), TestSpaces.of(4, 4, 4), 5).summary();

    assertThat(((ControllerSummary.Policy) fresh).entropy())
        .isBetween(0.98 * StrictMath.log(4), StrictMath.log(4));
  }

  @Test
  void theProbabilitiesOfEveryDecisionsOptionsSumToOne() {
    var decisions = TestSpaces.conditional();
    var summary = PolicySummary.of(draws(policy(decisions), 20, 3), decisions);

    assertThat(summary.decisions()).hasSize(6);
    for (int d = 0; d < 6; d++) {
      var seen = summary.decisions().get(d);
      assertThat(seen.probabilities()).hasSize(decisions.get(d).options().size());
      assertThat(seen.probabilities().stream().mapToDouble(p -> p).sum())
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void theProbabilitiesAreTheFrequenciesOfSampling() {
    var decisions = TestSpaces.small();
    int count = 10_000;
    var draws = draws(policy(decisions), count, 6);
    var summary = PolicySummary.of(draws, decisions);
    for (int d = 0; d < 3; d++) {
      int decision = d;
      for (int option = 0; option < decisions.get(d).options().size(); option++) {
        int wanted = option;
        long times = draws.stream().filter(e -> e.choices().get(decision) == wanted).count();
        double frequency = times / (double) count;
        double deviation = StrictMath.sqrt(frequency * (1 - frequency) / count);
        assertThat(summary.decisions().get(d).probabilities().get(option))
            .isCloseTo(frequency, within(5 * deviation));
      }
    }
  }

  @Test
  void theFirstDecisionsProbabilitiesAreExactHoweverFewTheDraws() {
    var decisions = TestSpaces.small();
    var one = PolicySummary.of(draws(policy(decisions), 1, 1), decisions);
    var many = PolicySummary.of(draws(policy(decisions), 64, 2), decisions);

    for (int option = 0; option < 2; option++) {
      assertThat(one.decisions().getFirst().probabilities().get(option))
          .isCloseTo(many.decisions().getFirst().probabilities().get(option), within(1e-14));
    }
  }

  @Test
  void tellsHowOftenADecisionIsActiveAndNothingOfOneThatNeverIs() {
    var decisions = TestSpaces.conditional();
    var policy = policy(decisions);
    var without = Choices.of(0, 0, 2, 0, 0, 1);
    var with = Choices.of(0, 0, 0, 0, 0, 1);
    var summary = PolicySummary.of(policy.follow(List.of(without, with)), decisions);

    assertThat(summary.decisions())
        .extracting(ControllerSummary.OptionProbabilities::active)
        .containsExactly(1.0, 1.0, 1.0, 0.5, 0.0, 1.0);
    assertThat(summary.decisions().get(3).probabilities()).hasSize(2);
    assertThat(summary.decisions().get(4).probabilities()).isEmpty();
  }

  @Test
  void theEntropyIsTheMeanOverDrawsAndTheirDecisions() {
    var decisions = TestSpaces.small();
    var draws = draws(policy(decisions), 20, 3);
    double sum = 0;
    for (var draw : draws) {
      for (var step : draw.steps()) {
        for (double logProbability : step.logProbabilities()) {
          sum -= StrictMath.exp(logProbability) * logProbability;
        }
      }
    }

    assertThat(PolicySummary.of(draws, decisions).entropy())
        .isCloseTo(sum / (20 * 3), within(1e-12));
  }
}
