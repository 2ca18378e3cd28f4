package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietRoundsTest {
  @Test
  void roundsOfAQuietMachineAllCount() {
    var rounds = rounds(20, 1.00, 1.01, 1.02, 1.03);

    assertThat(QuietRounds.of(rounds)).isEqualTo(rounds);
  }

  @Test
  void roundsAboveTheLowestHeapAreLeftOut() {
    var rounds = new ArrayList<>(rounds(20, 1.7));
    rounds.addAll(rounds(20, 1.0));

    assertThat(QuietRounds.of(rounds)).isEqualTo(rounds(20, 1.0));
  }

  @Test
  void aFewLuckyRoundsDoNotPassForTheRule() {
    var rounds = new ArrayList<>(rounds(15, 0.9));
    rounds.addAll(rounds(20, 1.0));

    assertThat(QuietRounds.of(rounds)).isEqualTo(rounds(20, 1.0));
  }

  @Test
  void lowestHeapWinsOverALargerOne() {
    var rounds = new ArrayList<>(rounds(16, 1.0));
    rounds.addAll(rounds(50, 1.2));

    assertThat(QuietRounds.of(rounds)).isEqualTo(rounds(16, 1.0));
  }

  @Test
  void heapsHaveFiftySamples() {
    var rounds = new ArrayList<Round>();
    for (int i = 0; i < 16; i++) {
      rounds.add(Round.of(Collections.nCopies(3, 1.0)));
    }
    rounds.addAll(rounds(20, 2.0));

    assertThat(QuietRounds.of(rounds)).isEqualTo(rounds(20, 2.0));
  }

  @Test
  void fastestRoundsCountWhereNoHeapIs() {
    var rounds = new ArrayList<Round>();
    for (int i = 40; i > 0; i--) {
      rounds.addAll(rounds(1, Math.pow(1.1, i)));
    }

    assertThat(QuietRounds.of(rounds).stream().map(Round::medianMillis))
        .containsExactlyInAnyOrderElementsOf(
            rounds.reversed().subList(0, 16).stream().map(Round::medianMillis).toList());
  }

  /// `count` rounds of ten samples, with these medians in turn.
  private static List<Round> rounds(int count, double... medians) {
    var rounds = new ArrayList<Round>();
    for (int i = 0; i < count; i++) {
      rounds.add(Round.of(Collections.nCopies(10, medians[i % medians.length])));
    }
    return rounds;
  }
}
