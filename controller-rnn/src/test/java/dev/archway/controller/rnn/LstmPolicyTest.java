package dev.archway.controller.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.controller.TestSpaces;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LstmPolicyTest {
  /// Large enough for options to differ clearly in probability.
  private static final double BOUND = 1;

  private static LstmPolicy policy(Decisions decisions) {
    return new LstmPolicy(
        decisions,
        Specs.plain(9, 0.01, 0).lstm(),
        PolicyParameters.uniform(9, decisions, BOUND, new SplittableRandom(8)));
  }

  private static List<Choices> all(Decisions decisions) {
    List<List<Integer>> all = List.of(List.of());
    for (int d = 0; d < decisions.size(); d++) {
      var longer = new ArrayList<List<Integer>>();
      for (var start : all) {
        int options = decisions.active(d, start) ? decisions.get(d).options().size() : 1;
        for (int option = 0; option < options; option++) {
          var extended = new ArrayList<>(start);
          extended.add(option);
          longer.add(extended);
        }
      }
      all = longer;
    }
    return all.stream().map(Choices::new).toList();
  }

  @Test
  void samplingFrequenciesMatchTheProbabilities() {
    var policy = policy(TestSpaces.small());
    var random = new SplittableRandom(6);
    int draws = 50_000;
    Map<Choices, Integer> counts = new HashMap<>();
    for (int i = 0; i < draws; i++) {
      counts.merge(policy.sample(random).choices(), 1, Integer::sum);
    }
    var architectures = all(TestSpaces.small());
    assertThat(architectures).hasSize(24);
    for (var episode : policy.follow(architectures)) {
      double probability = StrictMath.exp(episode.logProbability());
      double deviation = StrictMath.sqrt(probability * (1 - probability) / draws);
      assertThat(counts.getOrDefault(episode.choices(), 0) / (double) draws)
          .isCloseTo(probability, within(5 * deviation));
    }
  }

  @Test
  void aDrawIsTheSameWhateverWasDrawnBefore() {
    var used = policy(TestSpaces.conditional());
    for (int seed = 0; seed < 200; seed++) {
      var fresh = policy(TestSpaces.conditional()).sample(new SplittableRandom(seed));
      var drawn = used.sample(new SplittableRandom(seed));
      assertThat(drawn.choices()).isEqualTo(fresh.choices());
      assertThat(drawn.logProbability()).isEqualTo(fresh.logProbability());
      assertThat(drawn.meanEntropy()).isEqualTo(fresh.meanEntropy());
    }
  }

  @Test
  void theProbabilitiesOfAllArchitecturesSumToOneThoughSomeDecisionsAreInactive() {
    var architectures = all(TestSpaces.conditional());
    assertThat(architectures).hasSize(3 * 4 * (2 * (1 + 3) + 1) * 2);
    double sum = 0;
    for (var episode : policy(TestSpaces.conditional()).follow(architectures)) {
      sum += StrictMath.exp(episode.logProbability());
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void anInactiveDecisionIsNoStep() {
    var without = policy(TestSpaces.conditional()).follow(List.of(Choices.of(0, 0, 2, 0, 0, 1)));
    var with = policy(TestSpaces.conditional()).follow(List.of(Choices.of(0, 0, 0, 1, 2, 1)));

    assertThat(without.getFirst().steps())
        .extracting(Episode.Step::decision)
        .containsExactly(0, 1, 2, 5);
    assertThat(with.getFirst().steps())
        .extracting(Episode.Step::decision)
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(without.getFirst().choices()).isEqualTo(Choices.of(0, 0, 2, 0, 0, 1));
  }

  @Test
  void anInactiveDecisionGetsNoGradient() {
    var parameters =
        PolicyParameters.uniform(9, TestSpaces.conditional(), BOUND, new SplittableRandom(8));
    var policy =
        new LstmPolicy(TestSpaces.conditional(), Specs.plain(9, 0.01, 0).lstm(), parameters);
    var gradient =
        policy.gradient(
            policy.follow(List.of(Choices.of(0, 0, 2, 0, 0, 1))),
            new double[] {1},
            new double[] {0.1});

    for (int inactive : new int[] {3, 4}) {
      assertThat(gradient.softmaxBias(inactive)).containsOnly(0);
      for (int option = 0; option < parameters.options(inactive); option++) {
        assertThat(gradient.softmax(inactive, option)).containsOnly(0);
        assertThat(gradient.rows()[gradient.embeddingRow(inactive, option)]).containsOnly(0);
      }
    }
    assertThat(gradient.softmaxBias(5)).doesNotContain(0);
  }

  @Test
  void aTemperatureEvensTheChoicesAndAClampKeepsThemUncertain() {
    var decisions = TestSpaces.of(4, 4);
    var parameters = PolicyParameters.uniform(9, decisions, 20, new SplittableRandom(8));
    var plain = new RnnSpec.Lstm(9, 0.1, 1, Optional.empty());
    var warm = new RnnSpec.Lstm(9, 0.1, 50, Optional.empty());
    var clamped = new RnnSpec.Lstm(9, 0.1, 1, Optional.of(1.5));
    var choices = List.of(Choices.of(0, 0));

    double sure = entropy(new LstmPolicy(decisions, plain, parameters), choices);

    assertThat(entropy(new LstmPolicy(decisions, warm, parameters), choices))
        .isGreaterThan(sure + 0.5);
    for (var step :
        new LstmPolicy(decisions, clamped, parameters).follow(choices).getFirst().steps()) {
      for (double logProbability : step.logProbabilities()) {
        // Logits of -1.5 and 1.5 are the furthest apart.
        assertThat(logProbability).isGreaterThan(-StrictMath.log(1 + 3 * StrictMath.exp(3)));
      }
    }
  }

  private static double entropy(LstmPolicy policy, List<Choices> choices) {
    return policy.follow(choices).getFirst().meanEntropy();
  }

  @Test
  void anEpisodesNumbersDoNotDependOnItsCompany() {
    var policy = policy(TestSpaces.conditional());
    var architectures = all(TestSpaces.conditional());
    var together = policy.follow(architectures);
    for (int i = 0; i < architectures.size(); i++) {
      assertThat(policy.follow(List.of(architectures.get(i))).getFirst().logProbability())
          .isEqualTo(together.get(i).logProbability());
    }
  }

  @Test
  void aSampleCarriesTheLogProbabilityThatFollowingItGives() {
    var policy = policy(TestSpaces.conditional());
    var sampled = policy.sample(new SplittableRandom(3));

    assertThat(policy.follow(List.of(sampled.choices())).getFirst().logProbability())
        .isEqualTo(sampled.logProbability());
  }
}
