package dev.archway.cli.demo;

import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which trials are worth looking at.
final class Ranking {
  private Ranking() {}

  /// Completed proposals of either arm, the highest reward first; of equal ones the earlier.
  static List<TrialView> byReward(List<TrialView> trials) {
    return trials.stream()
        .filter(t -> t.origin() != TrialOrigin.BASELINE)
        .filter(t -> t.state() == TrialState.COMPLETED && t.reward().isPresent())
        .sorted(
            Comparator.comparingDouble((TrialView t) -> -t.reward().orElseThrow())
                .thenComparingInt(TrialView::number))
        .toList();
  }

  static Optional<TrialView> best(List<TrialView> trials) {
    return byReward(trials).stream().findFirst();
  }

  /// The trials, baselines included, that no other beats in accuracy or latency without losing in
  /// the other, the fastest first. Of two with equal figures both stay.
  static List<TrialView> front(List<TrialView> trials) {
    var measured =
        trials.stream()
            .filter(t -> t.state() == TrialState.COMPLETED)
            .filter(t -> t.accuracy().isPresent() && t.latencyMillis().isPresent())
            .toList();
    return measured.stream()
        .filter(t -> measured.stream().noneMatch(other -> dominates(other, t)))
        .sorted(Comparator.comparingDouble(Ranking::latency).thenComparingInt(TrialView::number))
        .toList();
  }

  private static boolean dominates(TrialView a, TrialView b) {
    return latency(a) <= latency(b)
        && accuracy(a) >= accuracy(b)
        && (latency(a) < latency(b) || accuracy(a) > accuracy(b));
  }

  static double latency(TrialView trial) {
    return trial.latencyMillis().orElseThrow().p50();
  }

  private static double accuracy(TrialView trial) {
    return trial.accuracy().orElseThrow();
  }
}
