package dev.archway.controller.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.controller.TestSpaces;
import dev.archway.controller.candidate.Rated;
import dev.archway.core.experiment.PolicyGradient;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Choices;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyUpdateTest {
  private static final RnnSpec SPEC = Specs.plain(6, 0.01, 0);

  private static PolicyState fresh() {
    return PolicyState.initial(
        PolicyParameters.uniform(6, TestSpaces.small(), 0.1, new SplittableRandom(1)));
  }

  private static PolicyUpdate reinforce() {
    return update(SPEC);
  }

  private static PolicyUpdate update(RnnSpec spec) {
    return new PolicyUpdate(spec, TestSpaces.small());
  }

  private static Rewarded rewarded(double reward, int... options) {
    var choices = Choices.of(options);
    return new Rewarded(1, choices, reward, logProbability(fresh(), choices));
  }

  static List<RnnSpec.Gradient> gradients() {
    return List.of(new RnnSpec.Gradient.Reinforce(), new RnnSpec.Gradient.Ppo(0.2, 3));
  }

  @ParameterizedTest
  @MethodSource("gradients")
  void theGradientEqualsFiniteDifferencesInEveryGroup(RnnSpec.Gradient kind) {
    var example = PolicyExample.of(kind);
    var gradient = example.gradient();
    var groups = example.parameters().groups();
    double step = 1e-5;
    for (int g = 0; g < groups.size(); g++) {
      double largest = 0;
      for (int r = 0; r < groups.get(g).rows().size(); r++) {
        var row = groups.get(g).rows().get(r);
        for (int i = 0; i < row.length; i++) {
          double value = row[i];
          row[i] = value + step;
          double above = example.loss();
          row[i] = value - step;
          double below = example.loss();
          row[i] = value;
          double found = gradient.groups().get(g).rows().get(r)[i];
          assertThat(found)
              .as("%s, row %d, number %d", groups.get(g).name(), r, i)
              .isCloseTo((above - below) / (2 * step), within(1e-8));
          largest = StrictMath.max(largest, StrictMath.abs(found));
        }
      }
      // What the last decision's choice would feed has no reader.
      boolean read = !groups.get(g).name().equals("embeddings 5");
      assertThat(largest > 1e-4).as("%s has a gradient", groups.get(g).name()).isEqualTo(read);
    }
  }

  @Test
  void theFirstBatchIsComparedWithItsOwnMean() {
    var updated =
        reinforce()
            .updated(fresh(), List.of(rewarded(0.2, 0, 0, 0), rewarded(0.6, 1, 1, 1)))
            .state();

    assertThat(updated.baseline().orElseThrow()).isCloseTo(0.4, within(1e-15));
  }

  @Test
  void theBaselineFollowsTheRewards() {
    var first = reinforce().updated(fresh(), List.of(rewarded(0.4, 0, 0, 0))).state();
    var second = reinforce().updated(first, List.of(rewarded(0.9, 0, 0, 0))).state();

    assertThat(second.baseline().orElseThrow()).isCloseTo(0.9 * 0.4 + 0.1 * 0.9, within(1e-15));
  }

  @Test
  void reportsTheBaselineBeforeABatchMovesIt() {
    var first = reinforce().updated(fresh(), List.of(rewarded(0.4, 0, 0, 0)));
    var second =
        reinforce()
            .updated(first.state(), List.of(rewarded(0.9, 0, 0, 0), rewarded(0.1, 1, 0, 0)))
            .gradient()
            .orElseThrow();

    assertThat(first.gradient().orElseThrow().baseline()).as("its own mean").isEqualTo(0.4);
    assertThat(second.baseline()).isEqualTo(0.4);
    assertThat(second.meanReward()).isCloseTo(0.5, within(1e-15));
    assertThat(second.advantages())
        .extracting(PolicyGradient.Advantage::advantage)
        .containsExactly(0.9 - 0.4, 0.1 - 0.4);
  }

  @Test
  void theBaselineOfRanksIsTheRewardOfTheMeanRankOfTheLatest() {
    var ranked = update(Specs.with(new RnnSpec.Advantage.Rank(2)));
    var first = ranked.updated(fresh(), List.of(rewarded(0.1, 0, 0, 0), rewarded(0.2, 0, 0, 1)));
    var second =
        ranked
            .updated(first.state(), List.of(rewarded(0.9, 1, 1, 1), rewarded(0.15, 1, 0, 0)))
            .gradient()
            .orElseThrow();

    // Of four rewards, 0.9 has the rank 3.5 / 4 and 0.15 has 1.5 / 4; 2.5 / 4 is that of 0.2.
    assertThat(second.baseline()).isCloseTo(0.2, within(1e-15));
    assertThat(second.advantages())
        .allSatisfy(a -> assertThat(a.advantage() > 0).isEqualTo(a.reward() > second.baseline()));
  }

  @Test
  void theReportedNormIsThatOfFiniteDifferences() {
    var before = fresh();
    var batch = List.of(rewarded(0.9, 0, 1, 2), rewarded(0.2, 1, 2, 3), rewarded(0.5, 1, 0, 0));
    var gradient = reinforce().updated(before, batch).gradient().orElseThrow();
    var advantages =
        gradient.advantages().stream().mapToDouble(PolicyGradient.Advantage::advantage).toArray();
    var lesson = new PolicyUpdate.Lesson(batch, advantages, List.of());
    double step = 1e-5;
    double squares = 0;
    for (var row : before.parameters().rows()) {
      for (int i = 0; i < row.length; i++) {
        double value = row[i];
        row[i] = value + step;
        double above = reinforce().loss(before.parameters(), lesson);
        row[i] = value - step;
        double slope = (above - reinforce().loss(before.parameters(), lesson)) / (2 * step);
        row[i] = value;
        squares += slope * slope;
      }
    }

    assertThat(gradient.steps())
        .singleElement()
        .satisfies(taken -> assertThat(taken.clippedNorm()).isEqualTo(taken.norm()));
    assertThat(gradient.steps().getFirst().norm())
        .isCloseTo(StrictMath.sqrt(squares), within(1e-8));
  }

  @Test
  void everyPassOfPpoIsReported() {
    var ppo = update(Specs.with(new RnnSpec.Gradient.Ppo(0.2, 3)));
    var gradient =
        ppo.updated(fresh(), List.of(rewarded(1e3, 0, 1, 2), rewarded(0, 1, 2, 3))).gradient();

    assertThat(gradient.orElseThrow().steps()).hasSize(3);
    assertThat(gradient.orElseThrow().steps().getFirst().norm()).isGreaterThan(5);
    assertThat(gradient.orElseThrow().steps().getFirst().clippedNorm()).isEqualTo(5);
  }

  @Test
  void equalRewardsTeachNothingWithoutAnEntropyBonus() {
    var before = fresh();
    var after =
        reinforce()
            .updated(before, List.of(rewarded(0.5, 0, 0, 0), rewarded(0.5, 1, 1, 1)))
            .state();

    assertThat(after.parameters().rows()).isDeepEqualTo(before.parameters().rows());
  }

  @Test
  void rewardedChoicesBecomeLikelierAndOthersLessLikely() {
    var before = fresh();
    var good = rewarded(1, 0, 1, 2);
    var bad = rewarded(0, 1, 2, 3);
    var after = reinforce().updated(before, List.of(good, bad)).state();

    assertThat(logProbability(after, good)).isGreaterThan(logProbability(before, good));
    assertThat(logProbability(after, bad)).isLessThan(logProbability(before, bad));
  }

  private static double logProbability(PolicyState state, Rewarded rewarded) {
    return logProbability(state, rewarded.choices());
  }

  private static double logProbability(PolicyState state, Choices choices) {
    return new LstmPolicy(TestSpaces.small(), SPEC.lstm(), state.parameters())
        .follow(List.of(choices))
        .getFirst()
        .logProbability();
  }

  @Test
  void ranksTeachTheSameWhateverTheScaleOfRewards() {
    var ranked = update(Specs.with(new RnnSpec.Advantage.Rank(2)));
    var small =
        ranked
            .updated(
                fresh(),
                List.of(
                    rewarded(0.501, 0, 1, 2), rewarded(0.500, 1, 2, 3), rewarded(0.502, 1, 0, 0)))
            .state();
    var large =
        ranked
            .updated(
                fresh(),
                List.of(rewarded(7, 0, 1, 2), rewarded(-5, 1, 2, 3), rewarded(900, 1, 0, 0)))
            .state();

    assertThat(small.parameters().rows()).isDeepEqualTo(large.parameters().rows());
    assertThat(logProbability(small, Choices.of(1, 0, 0)))
        .isGreaterThan(logProbability(fresh(), Choices.of(1, 0, 0)));
  }

  @Test
  void aRankIsAmongAllResultsThatWereEverLearned() {
    var ranked = update(Specs.with(new RnnSpec.Advantage.Rank(2)));
    var state =
        ranked
            .updated(
                fresh(),
                List.of(rewarded(0.1, 0, 0, 0), rewarded(0.2, 0, 0, 1), rewarded(0.9, 1, 1, 1)))
            .state();

    assertThat(state.memory().rewards()).containsExactly(0.1, 0.2, 0.9);
    assertThat(state.memory().rank(0.2)).isCloseTo(0.5, within(1e-15));
    assertThat(state.memory().rank(5)).isEqualTo(1);
    assertThat(state.memory().rank(0.9)).isCloseTo(2.5 / 3, within(1e-15));
    assertThat(state.memory().meanRank(2)).isCloseTo((1.5 + 2.5) / 6, within(1e-15));
    assertThat(state.memory().meanRank(20)).isCloseTo(0.5, within(1e-15));
  }

  /// All of a batch may beat the first results by far: what is below the latest must all the same
  /// become less likely.
  @Test
  void aRankIsComparedWithThoseOfTheLatestResults() {
    var ranked = update(Specs.with(new RnnSpec.Advantage.Rank(2)));
    var early =
        ranked
            .updated(
                fresh(),
                List.of(rewarded(0.1, 0, 0, 0), rewarded(0.2, 0, 0, 1), rewarded(0.3, 0, 0, 2)))
            .state();
    var better = rewarded(0.9, 1, 2, 3);
    var worse = rewarded(0.8, 0, 1, 1);
    var late = ranked.updated(early, List.of(better, worse)).state();

    assertThat(logProbability(late, better)).isGreaterThan(logProbability(early, better));
    assertThat(logProbability(late, worse)).isLessThan(logProbability(early, worse));
  }

  @Test
  void theQueueHoldsTheBestOnceEachAndRaisesTheirLikelihood() {
    var queued = update(Specs.with(new RnnSpec.PriorityQueue(2, 0.5)));
    var first =
        queued
            .updated(
                fresh(),
                List.of(rewarded(0.5, 0, 1, 2), rewarded(0.9, 1, 2, 3), rewarded(0.4, 1, 0, 0)))
            .state();
    var second =
        queued.updated(first, List.of(rewarded(0.7, 0, 0, 1), rewarded(0.9, 1, 2, 3))).state();

    assertThat(first.memory().best())
        .extracting(Rated::choices)
        .containsExactly(Choices.of(1, 2, 3), Choices.of(0, 1, 2));
    assertThat(second.memory().best())
        .extracting(Rated::choices)
        .containsExactly(Choices.of(1, 2, 3), Choices.of(0, 0, 1));
    var state = second;
    for (int i = 0; i < 30; i++) {
      // Of average worth: without the queue, they would teach nothing.
      state =
          queued.updated(state, List.of(rewarded(state.baseline().orElseThrow(), 1, 1, 1))).state();
    }
    assertThat(logProbability(state, Choices.of(1, 2, 3)))
        .isGreaterThan(logProbability(second, Choices.of(1, 2, 3)) + 0.5);
  }

  @Test
  void ppoStopsWhereATrialHasBecomeLikelierByMoreThanTheClip() {
    var good = rewarded(1, 0, 1, 2);
    var bad = rewarded(0, 1, 2, 3);
    double often = ratio(after(new RnnSpec.Gradient.Ppo(0.2, 100), good, bad), good);
    double wide = ratio(after(new RnnSpec.Gradient.Ppo(0.9, 100), good, bad), good);

    assertThat(ratio(after(new RnnSpec.Gradient.Ppo(0.2, 1), good, bad), good)).isBetween(1.0, 1.2);
    // Adam's momentum carries it over the edge.
    assertThat(often).isBetween(1.2, 2.0);
    assertThat(wide).isGreaterThan(often);
  }

  private static PolicyState after(RnnSpec.Gradient gradient, Rewarded good, Rewarded bad) {
    return update(Specs.with(gradient)).updated(fresh(), List.of(good, bad)).state();
  }

  private static double ratio(PolicyState state, Rewarded rewarded) {
    return StrictMath.exp(logProbability(state, rewarded) - rewarded.logProbability());
  }

  @Test
  void theEntropyBonusDrawsThePolicyTowardsUniform() {
    var certain = update(Specs.plain(6, 0.05, 0));
    var state = fresh();
    for (int i = 0; i < 30; i++) {
      state = certain.updated(state, List.of(rewarded(1, 0, 1, 2), rewarded(0, 1, 2, 3))).state();
    }
    double sure = entropy(state);
    var curious = update(Specs.plain(6, 0.05, 1));
    state = state.next(OptionalDouble.of(0.5), state.memory(), state.parameters(), state.adam());
    for (int i = 0; i < 60; i++) {
      state = curious.updated(state, List.of(rewarded(0.5, 0, 1, 2))).state();
    }

    assertThat(entropy(state)).isGreaterThan(2 * sure);
  }

  private static double entropy(PolicyState state) {
    return new LstmPolicy(TestSpaces.small(), SPEC.lstm(), state.parameters())
        .follow(List.of(Choices.of(0, 1, 2)))
        .getFirst()
        .meanEntropy();
  }

  @Test
  void aLongGradientIsShortened() {
    var modest =
        reinforce().updated(fresh(), List.of(rewarded(1e3, 0, 0, 0), rewarded(0, 1, 1, 1))).state();
    var huge =
        reinforce().updated(fresh(), List.of(rewarded(1e9, 0, 0, 0), rewarded(0, 1, 1, 1))).state();

    // Adam's first moment is a tenth of the gradient after one step.
    assertThat(modest.adam().firstMoment().norm())
        .isCloseTo(0.1 * SPEC.update().maxGradientNorm(), within(1e-6));
    assertThat(huge.adam().firstMoment().norm())
        .isCloseTo(0.1 * SPEC.update().maxGradientNorm(), within(1e-6));
  }
}
