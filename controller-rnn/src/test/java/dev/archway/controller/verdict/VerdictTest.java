package dev.archway.controller.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  private static double[] normal(int count, double mean, SplittableRandom random) {
    return random.doubles(count).map(_ -> mean + 0.02 * random.nextGaussian()).toArray();
  }

  private static Verdict.Words words(int search, double lead, int control, long seed) {
    var random = new SplittableRandom(seed);
    return Verdict.of(normal(search, 0.7 + lead, random), normal(control, 0.7, random), random)
        .words();
  }

  @Test
  void aSearchThatIsClearlyBetterIsAheadAndAClearlyWorseOneBehind() {
    assertThat(words(60, 0.05, 60, 1)).isEqualTo(Verdict.Words.AHEAD);
    assertThat(words(60, -0.1, 60, 1)).isEqualTo(Verdict.Words.BEHIND);
    assertThat(words(60, 0, 60, 1)).isEqualTo(Verdict.Words.NOT_DISTINGUISHABLE);
  }

  @Test
  void saysNothingOfAFewControlTrials() {
    assertThat(words(60, 1, Verdict.FEWEST_CONTROL - 1, 1))
        .isEqualTo(Verdict.Words.TOO_FEW_CONTROL_TRIALS);
    assertThat(words(60, 1, Verdict.FEWEST_CONTROL, 1)).isEqualTo(Verdict.Words.AHEAD);
  }

  /// Also where the search tried far more networks than the control arm, whose best then says
  /// little of the best of so many.
  @ParameterizedTest
  @CsvSource({"60, 60", "300, 30", "30, 300"})
  void aRandomSearchIsSeldomCalledAheadOrBehind(int search, int control) {
    int ahead = 0;
    int behind = 0;
    for (long seed = 0; seed < 200; seed++) {
      var words = words(search, 0, control, seed);
      ahead += words == Verdict.Words.AHEAD ? 1 : 0;
      behind += words == Verdict.Words.BEHIND ? 1 : 0;
    }
    assertThat(ahead).isLessThanOrEqualTo(10);
    assertThat(behind).isLessThanOrEqualTo(10);
  }

  @Test
  void placesTheSearchAmongSearchesAtRandom() {
    var random = new SplittableRandom(3);
    var control = normal(200, 0.7, random);
    var search = normal(100, 0.7, random);
    search[17] = 0.9;

    var verdict = Verdict.of(search, control, random);

    assertThat(verdict.tried()).isEqualTo(100);
    assertThat(verdict.control()).isEqualTo(200);
    assertThat(verdict.best().value()).isEqualTo(0.9);
    assertThat(verdict.best().percentile()).isEqualTo(100);
    assertThat(verdict.best().low()).isPositive();
    assertThat(verdict.bestFive().low()).isLessThan(verdict.bestFive().difference());
    assertThat(verdict.bestFive().high()).isGreaterThan(verdict.bestFive().difference());
  }

  @Test
  void theSameGeneratorGivesTheSameVerdict() {
    var search = normal(40, 0.7, new SplittableRandom(1));
    var control = normal(40, 0.7, new SplittableRandom(2));

    assertThat(Verdict.of(search, control, new SplittableRandom(3)))
        .isEqualTo(Verdict.of(search, control, new SplittableRandom(3)));
  }

  @Test
  void refusesWhatNothingCanBeSaidOf() {
    var enough = normal(30, 0.7, new SplittableRandom(1));

    assertThatThrownBy(() -> Verdict.of(new double[4], enough, new SplittableRandom(1)))
        .hasMessage("A verdict needs 5 results of the search, but there are 4.");
    assertThatThrownBy(() -> Verdict.of(enough, new double[4], new SplittableRandom(1)))
        .hasMessage("A verdict needs 5 results of the control arm, but there are 4.");
    enough[3] = Double.NaN;
    assertThatThrownBy(() -> Verdict.of(enough, enough, new SplittableRandom(1)))
        .hasMessage("Rewards are finite, but one is NaN.");
  }
}
