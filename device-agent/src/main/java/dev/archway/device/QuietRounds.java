package dev.archway.device;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Tells the rounds in which the machine was left alone from those in which something else ran.
///
/// First by the canary, which may be up to [#QUIET] times as slow as it can be; that much is
/// corrected for, as a clock that goes slower by some per cent slows all networks down alike. Then,
/// as larger networks feel what the canary does not (a neighbour's use of the caches), by the
/// network's own times: counted are those of the lowest heap of [#WIDTH] that holds a quarter of
/// the rounds so far left, so that a few lucky rounds do not pass for the rule.
///
/// Tried on two-core virtual machines with busy neighbours, where networks take 1.0 to 1.8 times
/// their undisturbed time: three seconds give the medians of networks of up to 1 ms within 3 %, and
/// those of networks of 2 ms, which fill the caches, within 10 %.
final class QuietRounds {
  private static final double QUIET = 1.12;
  private static final double WIDTH = 0.08;
  private static final double SHARE = 0.25;
  private static final int LEAST_ROUNDS = 16;
  private static final int LEAST_SAMPLES = 50;

  private QuietRounds() {}

  /// Whether the canary felt nothing in a round.
  static boolean quiet(Round round, double quietMillis) {
    return round.worstCanaryMillis() <= QUIET * quietMillis;
  }

  /// The undisturbed ones of `rounds` in their order; where there are none, as beside a program
  /// that never rests, the least disturbed.
  ///
  /// @param quietMillis what the canary takes when nothing disturbs the machine
  static List<Round> of(List<Round> rounds, double quietMillis) {
    var left = rounds.stream().filter(r -> quiet(r, quietMillis)).toList();
    if (!enough(left.size(), left.stream().mapToInt(r -> r.samplesMillis().size()).sum())) {
      left = first(rounds, Comparator.comparingDouble(Round::worstCanaryMillis));
    }
    return lowestHeap(left);
  }

  private static List<Round> lowestHeap(List<Round> rounds) {
    var sorted = rounds.stream().map(Timed::of).sorted().toList();
    int samples = 0;
    for (int low = 0, high = 0; high < sorted.size(); low++) {
      double limit = sorted.get(low).time() * (1 + WIDTH);
      while (high < sorted.size() && sorted.get(high).time() <= limit) {
        samples += sorted.get(high++).samples();
      }
      if (enough(high - low, samples) && high - low >= SHARE * sorted.size()) {
        double least = sorted.get(low).time();
        return rounds.stream()
            .filter(r -> r.medianCanaries() >= least && r.medianCanaries() <= limit)
            .toList();
      }
      samples -= sorted.get(low).samples();
    }
    return first(rounds, Comparator.comparingDouble(Round::medianCanaries));
  }

  private record Timed(double time, int samples) implements Comparable<Timed> {
    static Timed of(Round round) {
      return new Timed(round.medianCanaries(), round.samplesMillis().size());
    }

    @Override
    public int compareTo(Timed other) {
      return Double.compare(time, other.time);
    }
  }

  /// The first rounds of an order that are enough.
  private static List<Round> first(List<Round> rounds, Comparator<Round> order) {
    var taken = new ArrayList<Round>();
    int samples = 0;
    for (var round : rounds.stream().sorted(order).toList()) {
      if (enough(taken.size(), samples)) {
        break;
      }
      taken.add(round);
      samples += round.samplesMillis().size();
    }
    return taken;
  }

  private static boolean enough(int rounds, int samples) {
    return rounds >= LEAST_ROUNDS && samples >= LEAST_SAMPLES;
  }
}
