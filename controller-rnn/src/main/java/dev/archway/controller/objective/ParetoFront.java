package dev.archway.controller.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The best trade-offs between accuracy and latency: the points that no other dominates. One point
/// dominates another if it is at least as accurate and at least as fast, and better in one of the
/// two; so of equal points, all are on the front.
///
/// @param points the fastest first, each more accurate than the one before unless they are equal
public record ParetoFront<P>(List<P> points) {
  public ParetoFront {
    points = List.copyOf(points);
  }

  /// The front of any points.
  ///
  /// @param latency in any unit, the same for all points
  public static <P> ParetoFront<P> of(
      List<P> points, ToDoubleFunction<P> accuracy, ToDoubleFunction<P> latency) {
    for (var point : points) {
      if (Double.isNaN(accuracy.applyAsDouble(point))
          || Double.isNaN(latency.applyAsDouble(point))) {
        throw new IllegalArgumentException(
            "A point's accuracy and latency are numbers, but are not in " + point + ".");
      }
    }
    var fastestFirst = new ArrayList<>(points);
    fastestFirst.sort(
        Comparator.comparingDouble(latency)
            .thenComparing(Comparator.comparingDouble(accuracy).reversed()));
    var front = new ArrayList<P>();
    double bestAccuracy = Double.NEGATIVE_INFINITY;
    double itsLatency = Double.NaN;
    for (var point : fastestFirst) {
      double accurate = accuracy.applyAsDouble(point);
      double slow = latency.applyAsDouble(point);
      if (front.isEmpty() || accurate > bestAccuracy) {
        bestAccuracy = accurate;
        itsLatency = slow;
        front.add(point);
      } else if (accurate == bestAccuracy && slow == itsLatency) {
        front.add(point);
      }
    }
    return new ParetoFront<>(front);
  }

  /// The front in any number of costs: the points to which none is at least as accurate and at most
  /// as dear in all of them, and better in one of these. The cheapest by the first cost come first,
  /// of equally cheap ones the most accurate.
  public static <P> ParetoFront<P> of(
      List<P> points, ToDoubleFunction<P> accuracy, List<ToDoubleFunction<P>> costs) {
    var candidates = new ArrayList<Candidate<P>>();
    for (var point : points) {
      candidates.add(Candidate.of(point, accuracy, costs));
    }
    // What dominates a point comes before it.
    candidates.sort(Candidate.MOST_ACCURATE_FIRST);
    var front = new ArrayList<Candidate<P>>();
    for (var candidate : candidates) {
      if (front.stream().noneMatch(known -> known.dominates(candidate))) {
        front.add(candidate);
      }
    }
    front.sort(
        Comparator.comparingDouble((Candidate<P> c) -> c.costs.length == 0 ? 0 : c.costs[0])
            .thenComparing(Candidate.MOST_ACCURATE_FIRST));
    return new ParetoFront<>(front.stream().map(Candidate::point).toList());
  }

  /// A point with its numbers.
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a list would box every number.
  private record Candidate<P>(P point, double accuracy, double[] costs) {
    static final Comparator<Candidate<?>> MOST_ACCURATE_FIRST =
        Comparator.<Candidate<?>>comparingDouble(Candidate::accuracy)
            .reversed()
            .thenComparing(Candidate::costs, Arrays::compare);

    static <P> Candidate<P> of(
        P point, ToDoubleFunction<P> accuracy, List<ToDoubleFunction<P>> costs) {
      double accurate = accuracy.applyAsDouble(point);
      double[] dear = costs.stream().mapToDouble(cost -> cost.applyAsDouble(point)).toArray();
      if (Double.isNaN(accurate) || Arrays.stream(dear).anyMatch(Double::isNaN)) {
        throw new IllegalArgumentException(
            "A point's accuracy and costs are numbers, but are not in " + point + ".");
      }
      return new Candidate<>(point, accurate, dear);
    }

    boolean dominates(Candidate<P> other) {
      boolean better = accuracy > other.accuracy;
      boolean worse = accuracy < other.accuracy;
      for (int i = 0; i < costs.length; i++) {
        better |= costs[i] < other.costs[i];
        worse |= costs[i] > other.costs[i];
      }
      return better && !worse;
    }
  }
}
