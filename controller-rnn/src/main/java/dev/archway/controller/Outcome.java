package dev.archway.controller;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// How a trial ended. Rewards are finite and of sane size by construction, so no policy ever sees
/// another.
public sealed interface Outcome {
  /// Rewards lie in `-LARGEST_REWARD..LARGEST_REWARD`: far above any accuracy, far below what
  /// overflows when squared.
  double LARGEST_REWARD = 1e9;

  /// What a policy may learn from: nothing where the trial says nothing about its architecture.
  OptionalDouble learnableReward();

  /// Trained and measured.
  ///
  /// @param costs raw values by the names that the objective gives them, such as `latencyMillis`
  record Scored(double reward, double accuracy, Map<String, Double> costs) implements Outcome {
    public Scored {
      requireSane(reward);
      if (!Double.isFinite(accuracy)) {
        throw new IllegalArgumentException("An accuracy is finite, but is " + accuracy + ".");
      }
      costs = Collections.unmodifiableMap(new TreeMap<>(costs));
    }

    @Override
    public OptionalDouble learnableReward() {
      return OptionalDouble.of(reward);
    }
  }

  /// Measured, and not trained because its costs are out of bounds; rewarded as if it guessed, so
  /// that the reward still falls with the costs.
  record Skipped(String reason, double reward, Map<String, Double> costs) implements Outcome {
    public Skipped {
      requireSane(reward);
      costs = Collections.unmodifiableMap(new TreeMap<>(costs));
    }

    @Override
    public OptionalDouble learnableReward() {
      return OptionalDouble.of(reward);
    }
  }

  /// Without a result: it counts as taken in, and teaches nothing.
  record Failed(String reason) implements Outcome {
    @Override
    public OptionalDouble learnableReward() {
      return OptionalDouble.empty();
    }
  }

  /// A trained and measured trial's outcome: failed, saying why, if its numbers make no sense.
  static Outcome of(double reward, double accuracy, Map<String, Double> costs) {
    if (!sane(reward) || !Double.isFinite(accuracy)) {
      return new Failed(
          "Its reward is %s at an accuracy of %s and costs of %s."
              .formatted(reward, accuracy, new TreeMap<>(costs)));
    }
    return new Scored(reward, accuracy, costs);
  }

  private static boolean sane(double reward) {
    return StrictMath.abs(reward) <= LARGEST_REWARD;
  }

  private static void requireSane(double reward) {
    if (!sane(reward)) {
      throw new IllegalArgumentException(
          "A reward lies in -1e9..1e9, but is %s.".formatted(reward));
    }
  }
}
