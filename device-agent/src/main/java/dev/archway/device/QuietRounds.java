package dev.archway.device;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Tells the rounds in which the machine was left alone from those in which something else ran.
///
/// Two processors of one core share its units, so any other program slows a network down by up to
/// 80 %, for as long as it runs: the medians of rounds fall into one narrow heap of undisturbed
/// rounds, the lowest, and whatever lies above it. Undisturbed rounds agree within about 2 %. The
/// heap looked for is the lowest one of [#WIDTH] with [#LEAST_ROUNDS] rounds and [#LEAST_SAMPLES]
/// samples, so that a single lucky round, as on a processor that clocks up for an instant, does not
/// pass for the rule.
final class QuietRounds {
  private static final double WIDTH = 0.04;
  private static final int LEAST_ROUNDS = 16;
  private static final int LEAST_SAMPLES = 50;

  private QuietRounds() {}

  /// The undisturbed ones of `rounds` in their order; where no heap is to be found, as beside a
  /// program that never rests, the fastest rounds that have enough samples.
  static List<Round> of(List<Round> rounds) {
    var sorted = rounds.stream().sorted(Comparator.comparingDouble(Round::medianMillis)).toList();
    for (int lowest = 0; lowest < sorted.size(); lowest++) {
      double limit = sorted.get(lowest).medianMillis() * (1 + WIDTH);
      var heap =
          sorted.subList(lowest, sorted.size()).stream()
              .takeWhile(r -> r.medianMillis() <= limit)
              .toList();
      if (enough(heap)) {
        double least = sorted.get(lowest).medianMillis();
        return rounds.stream()
            .filter(r -> r.medianMillis() >= least && r.medianMillis() <= limit)
            .toList();
      }
    }
    return fastest(sorted);
  }

  private static List<Round> fastest(List<Round> sorted) {
    var taken = new ArrayList<Round>();
    for (var round : sorted) {
      if (enough(taken)) {
        break;
      }
      taken.add(round);
    }
    return taken;
  }

  private static boolean enough(List<Round> rounds) {
    return rounds.size() >= LEAST_ROUNDS
        && rounds.stream().mapToInt(r -> r.samplesMillis().size()).sum() >= LEAST_SAMPLES;
  }
}
