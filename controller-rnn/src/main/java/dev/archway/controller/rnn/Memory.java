package dev.archway.controller.rnn;

import dev.archway.controller.candidate.Rated;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Decisions;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What an RNN controller remembers of earlier results beside its policy, as far as its settings
/// ask for it.
///
/// @param rewards all of them, in the order in which they were learned
/// @param best the best results, the best first
record Memory(List<Double> rewards, List<Rated> best) {
  static final Memory EMPTY = new Memory(List.of(), List.of());

  Memory {
    rewards = List.copyOf(rewards);
    best = List.copyOf(best);
  }

  Memory after(List<Rewarded> batch, RnnSpec spec) {
    return new Memory(
        switch (spec.advantage()) {
          case RnnSpec.Advantage.OverBaseline _ -> rewards;
          case RnnSpec.Advantage.Rank _ -> joined(batch);
        },
        spec.queue().map(queue -> best(batch, queue.size())).orElse(best));
  }

  private List<Double> joined(List<Rewarded> batch) {
    var all = new ArrayList<>(rewards);
    batch.forEach(rewarded -> all.add(rewarded.reward()));
    return all;
  }

  /// Of equal ones the earlier stay; the same choices stand once, with their best reward.
  private List<Rated> best(List<Rewarded> batch, int size) {
    var all = new ArrayList<>(best);
    batch.forEach(rewarded -> all.add(new Rated(rewarded.choices(), rewarded.reward())));
    all.sort(Comparator.comparingDouble(Rated::reward).reversed());
    var kept = new ArrayList<Rated>();
    for (var candidate : all) {
      if (kept.size() < size
          && kept.stream().noneMatch(k -> k.choices().equals(candidate.choices()))) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  /// Where a reward stands among all: the share that it beats, an equal one counting half.
  double rank(double reward) {
    double beaten = 0;
    for (double other : rewards) {
      beaten += other < reward ? 1 : other == reward ? 0.5 : 0;
    }
    return beaten / rewards.size();
  }

  /// The mean rank of the latest results, of all where there are fewer.
  double meanRank(int latest) {
    var counted = rewards.subList(StrictMath.max(0, rewards.size() - latest), rewards.size());
    double sum = 0;
    for (double reward : counted) {
      sum += rank(reward);
    }
    return sum / counted.size();
  }

  /// The reward that has such a rank, or would have it between its neighbours. Asked for only where
  /// there are rewards.
  double rewardOfRank(double rank) {
    var sorted = rewards.stream().sorted().toList();
    double place = StrictMath.clamp(rank * sorted.size() - 0.5, 0, sorted.size() - 1.0);
    int below = (int) place;
    int above = StrictMath.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }

  int bytes(Decisions decisions) {
    return 2 * Integer.BYTES + rewards.size() * Double.BYTES + best.size() * Rated.bytes(decisions);
  }

  void put(ByteBuffer bytes) {
    bytes.putInt(rewards.size());
    rewards.forEach(bytes::putDouble);
    bytes.putInt(best.size());
    best.forEach(rated -> rated.put(bytes));
  }

  static Memory get(ByteBuffer bytes, Decisions decisions) {
    var rewards = new ArrayList<Double>();
    for (int left = count(bytes, Double.BYTES); left > 0; left--) {
      rewards.add(bytes.getDouble());
    }
    var best = new ArrayList<Rated>();
    for (int left = count(bytes, Rated.bytes(decisions)); left > 0; left--) {
      best.add(Rated.get(bytes, decisions));
    }
    return new Memory(rewards, best);
  }

  /// How many things of a size come next; more than there can be are too many.
  private static int count(ByteBuffer bytes, int size) {
    int count = bytes.getInt();
    if (count < 0 || (long) count * size > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    return count;
  }
}
