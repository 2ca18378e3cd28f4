package dev.archway.controller.objective;

import java.util.ArrayList;
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
}
