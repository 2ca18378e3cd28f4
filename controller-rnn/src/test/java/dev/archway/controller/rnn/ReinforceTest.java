package dev.archway.controller.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.controller.TestSpaces;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.space.Choices;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReinforceTest {
  private static final ControllerSpec.Rnn SPEC = new ControllerSpec.Rnn(6, 0.01, 4, 0.9, 0);

  private static PolicyState fresh() {
    return PolicyState.initial(
        PolicyParameters.uniform(6, TestSpaces.small(), 0.1, new SplittableRandom(1)));
  }

  private static Reinforce reinforce() {
    return new Reinforce(SPEC, TestSpaces.small());
  }

  private static Reinforce.Rewarded rewarded(double reward, int... options) {
    return new Reinforce.Rewarded(Choices.of(options), reward);
  }

  @Test
  void theGradientEqualsFiniteDifferencesInEveryGroup() {
    var example = PolicyExample.conditional();
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
          double above = loss(example);
          row[i] = value - step;
          double below = loss(example);
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

  private static double loss(PolicyExample example) {
    return example.reinforce().loss(example.parameters(), example.batch(), example.baseline());
  }

  @Test
  void theFirstBatchIsComparedWithItsOwnMean() {
    var updated =
        reinforce().updated(fresh(), List.of(rewarded(0.2, 0, 0, 0), rewarded(0.6, 1, 1, 1)));

    assertThat(updated.baseline().orElseThrow()).isCloseTo(0.4, within(1e-15));
  }

  @Test
  void theBaselineFollowsTheRewards() {
    var first = reinforce().updated(fresh(), List.of(rewarded(0.4, 0, 0, 0)));
    var second = reinforce().updated(first, List.of(rewarded(0.9, 0, 0, 0)));

    assertThat(second.baseline().orElseThrow()).isCloseTo(0.9 * 0.4 + 0.1 * 0.9, within(1e-15));
  }

  @Test
  void equalRewardsTeachNothingWithoutAnEntropyBonus() {
    var before = fresh();
    var after =
        reinforce().updated(before, List.of(rewarded(0.5, 0, 0, 0), rewarded(0.5, 1, 1, 1)));

    assertThat(after.parameters().rows()).isDeepEqualTo(before.parameters().rows());
  }

  @Test
  void rewardedChoicesBecomeLikelierAndOthersLessLikely() {
    var before = fresh();
    var good = rewarded(1, 0, 1, 2);
    var bad = rewarded(0, 1, 2, 3);
    var after = reinforce().updated(before, List.of(good, bad));

    assertThat(logProbability(after, good)).isGreaterThan(logProbability(before, good));
    assertThat(logProbability(after, bad)).isLessThan(logProbability(before, bad));
  }

  private static double logProbability(PolicyState state, Reinforce.Rewarded rewarded) {
    return new LstmPolicy(TestSpaces.small(), state.parameters())
        .follow(List.of(rewarded.choices()))
        .getFirst()
        .logProbability();
  }

  @Test
  void theEntropyBonusDrawsThePolicyTowardsUniform() {
    var certain = new Reinforce(new ControllerSpec.Rnn(6, 0.05, 4, 0.9, 0), TestSpaces.small());
    var state = fresh();
    for (int i = 0; i < 30; i++) {
      state = certain.updated(state, List.of(rewarded(1, 0, 1, 2), rewarded(0, 1, 2, 3)));
    }
    double sure = entropy(state);
    var curious = new Reinforce(new ControllerSpec.Rnn(6, 0.05, 4, 0.9, 1), TestSpaces.small());
    state = new PolicyState(30, OptionalDouble.of(0.5), state.parameters(), state.adam());
    for (int i = 0; i < 60; i++) {
      state = curious.updated(state, List.of(rewarded(0.5, 0, 1, 2)));
    }

    assertThat(entropy(state)).isGreaterThan(2 * sure);
  }

  private static double entropy(PolicyState state) {
    return new LstmPolicy(TestSpaces.small(), state.parameters())
        .follow(List.of(Choices.of(0, 1, 2)))
        .getFirst()
        .meanEntropy();
  }

  @Test
  void aLongGradientIsShortened() {
    var modest =
        reinforce().updated(fresh(), List.of(rewarded(1e3, 0, 0, 0), rewarded(0, 1, 1, 1)));
    var huge = reinforce().updated(fresh(), List.of(rewarded(1e9, 0, 0, 0), rewarded(0, 1, 1, 1)));

    // Adam's first moment is a tenth of the gradient after one step.
    assertThat(modest.adam().firstMoment().norm())
        .isCloseTo(0.1 * Reinforce.MAX_GRADIENT_NORM, within(1e-6));
    assertThat(huge.adam().firstMoment().norm())
        .isCloseTo(0.1 * Reinforce.MAX_GRADIENT_NORM, within(1e-6));
  }
}
