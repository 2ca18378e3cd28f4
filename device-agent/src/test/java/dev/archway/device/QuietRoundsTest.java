package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietRoundsTest {
  /// What the canary takes on the undisturbed machine, in milliseconds.
  private static final double CANARY = 0.03;

  @Test
  void roundsOfAQuietMachineAllCount() {
    var rounds = rounds(20, CANARY, 1.00, 1.02, 1.05, 1.07);

    assertThat(QuietRounds.of(rounds, CANARY)).isEqualTo(rounds);
  }

  @Test
  void roundsInWhichTheCanarySuffersAreLeftOut() {
    var rounds = new ArrayList<>(rounds(60, 1.7 * CANARY, 1.0));
    rounds.addAll(rounds(20, CANARY, 1.0));

    assertThat(QuietRounds.of(rounds, CANARY)).isEqualTo(rounds(20, CANARY, 1.0));
  }

  @Test
  void oneSlowRunOfTheCanaryIsEnoughToLeaveARoundOut() {
    var rounds = new ArrayList<>(rounds(20, CANARY, 1.0));
    rounds.add(new Round(List.of(1.0), CANARY, 2 * CANARY));
    rounds.add(new Round(List.of(1.0), 2 * CANARY, CANARY));

    assertThat(QuietRounds.of(rounds, CANARY)).isEqualTo(rounds(20, CANARY, 1.0));
  }

  @Test
  void aClockThatGoesATenthSlowerForBothIsCorrectedFor() {
    var rounds = new ArrayList<>(rounds(20, 1.1 * CANARY, 1.1));
    rounds.addAll(rounds(20, CANARY, 1.0));

    assertThat(QuietRounds.of(rounds, CANARY)).isEqualTo(rounds);
  }

  @Test
  void whatTheCanaryDoesNotFeelIsLeftOutByTheNetworksOwnTimes() {
    var rounds = new ArrayList<>(rounds(30, CANARY, 1.4));
    rounds.addAll(rounds(20, CANARY, 1.0));

    assertThat(QuietRounds.of(rounds, CANARY)).isEqualTo(rounds(20, CANARY, 1.0));
  }

  @Test
  void aFewLuckyRoundsDoNotPassForTheRule() {
    var rounds = new ArrayList<>(rounds(20, CANARY, 0.8));
    rounds.addAll(rounds(80, CANARY, 1.0));

    assertThat(QuietRounds.of(rounds, CANARY)).isEqualTo(rounds(80, CANARY, 1.0));
  }

  @Test
  void leastDisturbedRoundsCountWhereTheCanaryAlwaysSuffers() {
    var rounds = new ArrayList<Round>();
    for (int i = 40; i > 0; i--) {
      rounds.addAll(rounds(1, (1.5 + 0.01 * i) * CANARY, 1.5 + 0.01 * i));
    }

    assertThat(QuietRounds.of(rounds, CANARY))
        .containsExactlyInAnyOrderElementsOf(rounds.reversed().subList(0, 16));
  }

  @Test
  void fastestRoundsCountWhereNoHeapIs() {
    var rounds = new ArrayList<Round>();
    for (int i = 40; i > 0; i--) {
      rounds.addAll(rounds(1, CANARY, Math.pow(1.1, i)));
    }

    assertThat(QuietRounds.of(rounds, CANARY))
        .containsExactlyInAnyOrderElementsOf(rounds.reversed().subList(0, 16));
  }

  /// `count` rounds of ten samples, with these medians in turn.
  private static List<Round> rounds(int count, double canary, double... medians) {
    var rounds = new ArrayList<Round>();
    for (int i = 0; i < count; i++) {
      rounds.add(new Round(Collections.nCopies(10, medians[i % medians.length]), canary, canary));
    }
    return rounds;
  }
}
