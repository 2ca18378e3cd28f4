package dev.archway.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.controller.objective.Objective;
import dev.archway.core.experiment.ControllerSpec;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final ControllerSpec RANDOM = new ControllerSpec.Random();

  /// Four decisions of three options; the more, the better and the dearer.
  private static final ResultTable TABLE = table(_ -> true);

  private static final Replay REPLAY = new Replay(TABLE, new Objective.Accuracy());

  private static ResultTable table(IntPredicate there) {
    var csv = new StringBuilder("arch,acc,flops\n");
    for (int i : IntStream.range(0, 81).filter(there).toArray()) {
      var digits = "000" + Integer.toString(i, 3);
      csv.append(digits.substring(digits.length() - 4))
          .append(",%s,%d\n".formatted(0.1 + 0.01 * i, 1 + i));
    }
    return ResultTable.read(
        csv.toString(),
        new ResultTable.Columns(DecisionColumns.parse("arch:digits"), "acc", List.of("flops")));
  }

  private static SimulatedSearch.Settings settings(int evaluations, int inFlight) {
    return new SimulatedSearch.Settings(evaluations, inFlight);
  }

  private static List<Double> firstTwenty(BestSoFar best) {
    return IntStream.rangeClosed(1, 20).mapToObj(best::afterNetworks).toList();
  }

  @Test
  void aSearchOfAllNetworksFindsTheBest() {
    var found = REPLAY.search(RANDOM, 4, settings(81, 8));

    assertThat(REPLAY.regret(found.afterNetworks(81))).isZero();
    assertThat(REPLAY.best()).isEqualTo(0.1 + 0.01 * 80);
  }

  /// Of `n` drawn from `N` equally spaced rewards without repeats, the best lacks `(N - n) / (n +
  /// 1)` spaces of the best of all on average (the mean of the greatest order statistic).
  @Test
  void randomSearchLacksWhatOrderStatisticsSay() {
    for (int drawn : new int[] {2, 8, 20}) {
      var regrets =
          LongStream.range(0, 2_000)
              .mapToObj(seed -> REPLAY.search(RANDOM, seed, settings(drawn, 8)))
              .mapToDouble(found -> REPLAY.regret(found.afterNetworks(drawn)))
              .toArray();
      var estimate = MeanEstimate.of(regrets);

      assertThat(estimate.mean())
          .isCloseTo(0.01 * (81 - drawn) / (drawn + 1), within(4 * estimate.standardError()));
    }
  }

  @Test
  void theObjectiveDecidesWhichNetworkIsBest() {
    var hard = new Replay(TABLE, new Objective.Product(List.of(Objective.Term.hard("flops", 41))));

    assertThat(hard.best()).isEqualTo(0.1 + 0.01 * 40);
  }

  @Test
  void theSameSeedIsTheSameSearch() {
    for (var contender : Contender.all()) {
      var once = REPLAY.search(contender.spec(), 4, settings(20, 8));
      var again = REPLAY.search(contender.spec(), 4, settings(20, 8));
      var other = REPLAY.search(contender.spec(), 5, settings(20, 8));

      assertThat(firstTwenty(again)).isEqualTo(firstTwenty(once));
      assertThat(firstTwenty(other)).isNotEqualTo(firstTwenty(once));
    }
  }

  @Test
  void aShorterSearchIsTheBeginningOfALongerOne() {
    for (var contender : Contender.all()) {
      for (long seed = 0; seed < 12; seed++) {
        var shorter = REPLAY.search(contender.spec(), seed, settings(20, 8));
        var longer = REPLAY.search(contender.spec(), seed, settings(40, 8));

        assertThat(firstTwenty(shorter)).as(contender.name()).isEqualTo(firstTwenty(longer));
      }
    }
  }

  @Test
  void whatIsNotInTheTableHasFailed() {
    // Every fourth network is missing, the best but one among them.
    var replay = new Replay(table(i -> i % 4 != 3), new Objective.Accuracy());

    var found = replay.search(RANDOM, 1, settings(81, 1));

    assertThat(found.networks()).isEqualTo(81);
    assertThat(replay.regret(found.afterNetworks(81))).isZero();
  }

  @Test
  void everyContenderHasANameOfItsOwn() {
    assertThat(Contender.all()).extracting(Contender::name).doesNotHaveDuplicates();
    assertThat(Contender.named("random").orElseThrow().spec()).isEqualTo(RANDOM);
    assertThat(Contender.named("oracle")).isEmpty();
  }
}
