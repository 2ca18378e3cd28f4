package dev.archway.controller.rnn;

import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Choices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What an RNN controller remembers of earlier results beside its policy, as far as its settings
/// ask for it.
///
/// @param rewards all of them, in the order in which they were learned
/// @param best the best results, the best first
record Memory(List<Double> rewards, List<Best> best) {
  static final Memory EMPTY = new Memory(List.of(), List.of());

  /// One of the best results.
  record Best(Choices choices, double reward) {}

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
  private List<Best> best(List<Rewarded> batch, int size) {
    var all = new ArrayList<>(best);
    batch.forEach(rewarded -> all.add(new Best(rewarded.choices(), rewarded.reward())));
    all.sort(Comparator.comparingDouble(Best::reward).reversed());
    var kept = new ArrayList<Best>();
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
}
