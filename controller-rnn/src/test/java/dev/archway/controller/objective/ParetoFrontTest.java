package dev.archway.controller.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
  private record Point(String name, double accuracy, double latency) {
    boolean dominates(Point other) {
      return accuracy >= other.accuracy
          && latency <= other.latency
          && (accuracy > other.accuracy || latency < other.latency);
    }
  }

  private static List<Point> front(List<Point> points) {
    return ParetoFront.of(points, Point::accuracy, Point::latency).points();
  }

  @Test
  void keepsTheBestTradeOffsFastestFirst() {
    var slowAndGood = new Point("slow and good", 0.9, 30);
    var fastAndPoor = new Point("fast and poor", 0.5, 3);
    var slowAndPoor = new Point("slow and poor", 0.4, 40);
    var between = new Point("between", 0.7, 10);
    var asFastButWorse = new Point("as fast, but worse", 0.6, 10);

    assertThat(front(List.of(slowAndGood, fastAndPoor, asFastButWorse, slowAndPoor, between)))
        .containsExactly(fastAndPoor, between, slowAndGood);
  }

  @Test
  void keepsAllOfEqualPoints() {
    var one = new Point("one", 0.5, 10);
    var two = new Point("two", 0.5, 10);

    assertThat(front(List.of(one, two))).containsExactly(one, two);
  }

  @Test
  void dropsAnEquallyAccurateButSlowerPoint() {
    var fast = new Point("fast", 0.5, 10);
    var slow = new Point("slow", 0.5, 11);

    assertThat(front(List.of(slow, fast))).containsExactly(fast);
  }

  @Test
  void isEmptyWithoutPoints() {
    assertThat(front(List.of())).isEmpty();
  }

  @Test
  void holdsExactlyThePointsThatNoOtherDominates() {
    var random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      var points = new ArrayList<Point>();
      int size = random.nextInt(1, 40);
      for (int i = 0; i < size; i++) {
        // A coarse grid, so that ties are common.
        points.add(new Point("" + i, random.nextInt(8) / 8.0, random.nextInt(1, 9)));
      }
      var undominated =
          points.stream().filter(p -> points.stream().noneMatch(q -> q.dominates(p))).toList();
      assertThat(front(points)).containsExactlyInAnyOrderElementsOf(undominated);
    }
  }

  @Test
  void refusesAPointThatIsNotANumber() {
    assertThatThrownBy(() -> front(List.of(new Point("odd", Double.NaN, 1))))
        .hasMessageContaining("odd");
  }

  @Test
  void inAnyNumberOfCostsTheFrontHasExactlyThePointsThatNoneDominates() {
    var random = new SplittableRandom(3);
    for (int run = 0; run < 300; run++) {
      int costs = run % 4;
      var points = new ArrayList<List<Integer>>();
      for (int i = 0; i < 40; i++) {
        // Few values, so that many points are alike in some.
        points.add(random.ints(costs + 1, 0, 6).boxed().toList());
      }

      var front =
          ParetoFront.of(
              points,
              p -> p.getFirst(),
              IntStream.rangeClosed(1, costs)
                  .<ToDoubleFunction<List<Integer>>>mapToObj(c -> p -> p.get(c))
                  .toList());

      assertThat(front.points())
          .containsExactlyInAnyOrderElementsOf(
              points.stream()
                  .filter(p -> points.stream().noneMatch(other -> dominates(other, p)))
                  .toList());
    }
  }

  private static boolean dominates(List<Integer> one, List<Integer> other) {
    return !one.equals(other)
        && one.getFirst() >= other.getFirst()
        && IntStream.range(1, one.size()).allMatch(c -> one.get(c) <= other.get(c));
  }
}
