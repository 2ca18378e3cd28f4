package dev.archway.cli.demo;

import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Guesses when a search ends: what is still to do, at the mean duration of the trials that have
/// ended so far, on so many slots. Says nothing before the first has ended.
final class TimeLeft {
  /// A trial that runs longer than the mean will still take a little.
  private static final double AT_LEAST = 0.05;

  private final int slots;
  private final Map<UUID, Instant> begun = new HashMap<>();
  private final Map<UUID, Duration> took = new HashMap<>();

  TimeLeft(int slots) {
    this.slots = slots;
  }

  /// @param expected how many trials there will be in all
  Optional<Duration> at(Instant now, List<TrialView> trials, int expected) {
    for (var trial : trials) {
      if (trial.state() == TrialState.RUNNING) {
        begun.putIfAbsent(trial.id(), now);
      } else if (trial.state().ended() && begun.containsKey(trial.id())) {
        took.putIfAbsent(trial.id(), Duration.between(begun.get(trial.id()), now));
      }
    }
    if (took.isEmpty()) {
      return Optional.empty();
    }
    double mean = took.values().stream().mapToLong(Duration::toMillis).average().orElseThrow();
    double ahead = 0;
    int known = 0;
    for (var trial : trials) {
      if (trial.state() == TrialState.RUNNING) {
        long age = Duration.between(begun.get(trial.id()), now).toMillis();
        ahead += Math.max(mean - age, AT_LEAST * mean);
      }
      known += trial.state() == TrialState.RUNNING || counts(trial) ? 1 : 0;
    }
    ahead += mean * Math.max(0, expected - known);
    return Optional.of(Duration.ofMillis((long) (ahead / slots)));
  }

  /// Whether a trial has used up a part of the budget: a repeated one has not.
  static boolean counts(TrialView trial) {
    return trial.state().ended() && trial.state() != TrialState.REPEATED;
  }
}
