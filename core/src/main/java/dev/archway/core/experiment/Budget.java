package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.util.Optional;

/// How much may go into an experiment. Whichever limit comes first ends the search: nothing more is
/// proposed, and what is under way goes on to its end.
///
/// @param trials how many different proposed architectures are tried, those of the control arm
///   included; baselines and what users queue are not counted
/// @param wallClock since the experiment was created, pauses included; in JSON `PT36H`
/// @param workerHours hours for which its trainings and evaluations were leased, of all slots
///   together
/// @param deviceMinutes minutes for which its measurements were leased, of all devices together
/// @param targetReward good enough
/// @param noImprovementTrials so many proposed trials in a row that ended without a better reward
///   than any before
public record Budget(
    int trials,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Optional<Duration> wallClock,
    Optional<Double> workerHours,
    Optional<Double> deviceMinutes,
    Optional<Double> targetReward,
    Optional<Integer> noImprovementTrials) {
  private static final int MOST_TRIALS = 1_000_000;
  private static final Duration LONGEST = Duration.ofDays(3650);

  public Budget {
    if (trials < 1 || trials > MOST_TRIALS) {
      throw new IllegalArgumentException(
          "An experiment has 1..%d trials, but is asked for %d.".formatted(MOST_TRIALS, trials));
    }
    wallClock.ifPresent(time ->
        require(
            time.compareTo(Duration.ofSeconds(1)) >= 0 && time.compareTo(LONGEST) <= 0,
            "wallClock",
            "PT1S..P3650D",
            time));
    workerHours.ifPresent(
        hours -> require(hours > 0 && hours <= 1e9, "workerHours", "(0, 1e9]", hours));
    deviceMinutes.ifPresent(
        minutes -> require(minutes > 0 && minutes <= 1e9, "deviceMinutes", "(0, 1e9]", minutes));
    targetReward.ifPresent(
        reward -> require(Double.isFinite(reward), "targetReward", "the finite numbers", reward));
    noImprovementTrials.ifPresent(some ->
        require(some >= 1 && some <= MOST_TRIALS, "noImprovementTrials", "1..1000000", some));
  }

  private static void require(boolean holds, String field, String range, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "A budget's " + field + " lies in " + range + ", but is " + value + ".");
    }
  }

  /// So many trials, however long they take.
  public static Budget ofTrials(int trials) {
    return new Budget(
        trials,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// Whether what leases took is limited.
  public boolean limitsLeases() {
    return workerHours.isPresent() || deviceMinutes.isPresent();
  }

  /// Whether rewards may end the search.
  public boolean limitsRewards() {
    return targetReward.isPresent() || noImprovementTrials.isPresent();
  }
}
