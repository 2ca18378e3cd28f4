package dev.archway.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class DecisionsTest {
  /// The kernel matters to convolutions, the dilation to large kernels.
  private static final Decisions DECISIONS =
      new Decisions(
          List.of(
              new Decision("operator", List.of("pool", "conv", "dconv")),
              conditional("kernel", List.of("3", "5"), "operator", "conv", "dconv"),
              conditional("dilation", List.of("1", "2"), "kernel", "5"),
              new Decision("filters", List.of("8", "16"))));

  @Test
  void aDecisionIsActiveWhenItsConditionHolds() {
    assertThat(DECISIONS.active(1, List.of(1))).isTrue();
    assertThat(DECISIONS.active(1, List.of(2))).isTrue();
    assertThat(DECISIONS.active(1, List.of(0))).isFalse();
    assertThat(DECISIONS.active(3, List.of(0, 0, 0))).isTrue();
  }

  @Test
  void whatDependsOnAnInactiveDecisionIsInactive() {
    assertThat(DECISIONS.active(2, List.of(1, 1))).isTrue();
    assertThat(DECISIONS.active(2, List.of(0, 1))).isFalse();
  }

  @Test
  void normalizingSetsInactiveDecisionsToZeroAndLeavesOthers() {
    assertThat(DECISIONS.normalize(Choices.of(0, 1, 1, 1))).isEqualTo(Choices.of(0, 0, 0, 1));
    assertThat(DECISIONS.normalize(Choices.of(1, 0, 1, 1))).isEqualTo(Choices.of(1, 0, 0, 1));
    assertThat(DECISIONS.normalize(Choices.of(2, 1, 1, 0))).isEqualTo(Choices.of(2, 1, 1, 0));
  }

  @Test
  void normalizingTwiceChangesNothingMore() {
    var random = new SplittableRandom(9);
    for (int i = 0; i < 10_000; i++) {
      var any =
          Choices.of(random.nextInt(3), random.nextInt(2), random.nextInt(2), random.nextInt(2));
      var once = DECISIONS.normalize(any);

      assertThat(DECISIONS.normalize(once)).isEqualTo(once);
    }
  }

  @Test
  void samplesAreNormalAndUniform() {
    var random = new SplittableRandom(10);
    var counts = new HashMap<Choices, Integer>();
    int samples = 12_000;
    for (int i = 0; i < samples; i++) {
      var drawn = DECISIONS.sample(random);
      assertThat(DECISIONS.normalize(drawn)).isEqualTo(drawn);
      counts.merge(drawn, 1, Integer::sum);
    }

    // pool, and {conv, dconv} x {3, 5 with dilation 1, 5 with dilation 2}, each with two filters.
    assertThat(counts).hasSize(2 + 2 * 3 * 2);
    assertThat(counts.get(Choices.of(0, 0, 0, 1))).isBetween(1_850, 2_150);
    assertThat(counts.get(Choices.of(1, 0, 0, 0))).isBetween(900, 1_100);
    assertThat(counts.get(Choices.of(1, 1, 1, 0))).isBetween(430, 570);
  }

  @Test
  void countsWhatCanBeDrawn() {
    assertThat(DECISIONS.encodings()).isEqualTo(BigInteger.valueOf(2 + 2 * 3 * 2));
    assertThat(new Decisions(List.of()).encodings()).isEqualTo(BigInteger.ONE);
  }

  /// 100 decisions on which one each depends, and as many that depend on each other in a row.
  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void countsManyConditionsAtOnce() {
    var pairs = new ArrayList<Decision>();
    var row = new ArrayList<>(List.of(new Decision("d0", List.of("a", "b", "c"))));
    for (int i = 1; i <= 100; i++) {
      pairs.add(new Decision("o" + i, List.of("a", "b")));
      pairs.add(conditional("m" + i, List.of("x", "y"), "o" + i, "a"));
      row.add(conditional("d" + i, List.of("a", "b", "c"), "d" + (i - 1), "a", "b"));
    }

    assertThat(new Decisions(pairs).encodings()).isEqualTo(BigInteger.valueOf(2 + 1).pow(100));
    // The last has 3 options; each before it 2 that lead on and 1 that does not: 2^102 - 1.
    assertThat(new Decisions(row).encodings())
        .isEqualTo(BigInteger.TWO.pow(102).subtract(BigInteger.ONE));
  }

  @Test
  void countsWhatSeveralDecisionsAskOfOne() {
    var decisions =
        new Decisions(
            List.of(
                new Decision("a", List.of("1", "2", "3")),
                conditional("b", List.of("x", "y"), "a", "1", "2"),
                conditional("c", List.of("x", "y", "z"), "a", "2", "3")));

    assertThat(decisions.encodings()).isEqualTo(BigInteger.valueOf(2 + 2 * 3 + 3));
  }

  @Test
  void theSameSeedDrawsTheSameChoices() {
    assertThat(DECISIONS.sample(new SplittableRandom(11)))
        .isEqualTo(DECISIONS.sample(new SplittableRandom(11)));
  }

  @Test
  void refusesAConditionThatLooksAhead() {
    refused(
        "Decision kernel depends on operator taking one of [conv],"
            + " but no earlier decision offers that.",
        conditional("kernel", List.of("3", "5"), "operator", "conv"),
        new Decision("operator", List.of("pool", "conv")));
  }

  @Test
  void refusesAConditionOnAnOptionThatIsNotOffered() {
    refused(
        "Decision kernel depends on operator taking one of [dconv],"
            + " but no earlier decision offers that.",
        new Decision("operator", List.of("pool", "conv")),
        conditional("kernel", List.of("3", "5"), "operator", "dconv"));
  }

  @Test
  void refusesTwoDecisionsOfOneNameAndQuestionsWithoutAnswers() {
    refused(
        "Two decisions are named a.",
        new Decision("a", List.of("x")),
        new Decision("a", List.of("y")));
    assertThatThrownBy(() -> new Decision("a", List.of())).hasMessage("Decision a has no options.");
    assertThatThrownBy(() -> new Decision("a", List.of("x", "y", "x")))
        .hasMessage("Decision a has different options, but is given [x, y, x].");
    assertThatThrownBy(() -> new Condition("a", List.of()))
        .hasMessage("A condition on decision a names at least one option.");
  }

  private static Decision conditional(
      String name, List<String> options, String on, String... taking) {
    return new Decision(name, options, Optional.of(new Condition(on, List.of(taking))));
  }

  private static void refused(String message, Decision... decisions) {
    assertThatThrownBy(() -> new Decisions(List.of(decisions)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
