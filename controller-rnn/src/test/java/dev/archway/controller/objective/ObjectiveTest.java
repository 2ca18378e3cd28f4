package dev.archway.controller.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.task.LatencySetting;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectiveTest {
  /// MnasNet's target on the Pixel 1 (Tan et al. 2019, section 5).
  private static final double TARGET_MILLIS = 75;

  private static final Objective SOFT = new Objective(TARGET_MILLIS, -0.07, -0.07);
  private static final Objective HARD = new Objective(TARGET_MILLIS, 0, -1);
  private static final List<Objective> OBJECTIVES =
      List.of(SOFT, HARD, new Objective(TARGET_MILLIS, -0.02, -0.3), new Objective(0.7, 0, 0));

  /// Top-1 accuracy and Pixel 1 latency as published; rewards worked out by hand.
  @ParameterizedTest
  @CsvSource({
    "MnasNet-A1,      0.752,  78, 0.7499, 0.7231",
    "MnasNet-A3,      0.767, 103, 0.7502, 0.5585",
    "MobileNetV2,     0.720,  75, 0.7200, 0.7200",
    "MobileNetV2-1.4, 0.747, 143, 0.7140, 0.3918",
    "NASNet-A,        0.740, 183, 0.6952, 0.3033",
    "MobileNetV1,     0.706, 113, 0.6860, 0.4686",
  })
  void givesThePublishedNetworksTheirKnownRewards(
      String network, double accuracy, double latencyMillis, double soft, double hard) {
    assertThat(SOFT.reward(accuracy, latencyMillis)).as(network).isEqualTo(soft, within(5e-5));
    assertThat(HARD.reward(accuracy, latencyMillis)).as(network).isEqualTo(hard, within(5e-5));
  }

  @Test
  void takesAlphaBelowTheTargetAndBetaAboveIt() {
    var objective = new Objective(10, -1, -2);

    assertThat(objective.reward(0.5, 5)).isEqualTo(1.0);
    assertThat(objective.reward(0.5, 20)).isEqualTo(0.125);
  }

  @Test
  void readsItsExponentsFromTheSpec() {
    var spec =
        new ObjectiveSpec.LatencyProduct(
            "phone", LatencySetting.SINGLE, new Target.SameAs("mobilenet-v2"), -0.1, -0.9);

    assertThat(Objective.of(spec, 12.5)).isEqualTo(new Objective(12.5, -0.1, -0.9));
  }

  @Test
  void rewardEqualsAccuracyWhenLatencyMeetsTheTarget() {
    for (var objective : OBJECTIVES) {
      assertThat(objective.reward(0.6180, objective.targetMillis())).isEqualTo(0.6180);
    }
  }

  @Test
  void rewardGrowsWithAccuracy() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      var objective = OBJECTIVES.get(random.nextInt(OBJECTIVES.size()));
      double latency = random.nextDouble(0.01, 500);
      double accuracy = random.nextDouble(0.999);
      double more = random.nextDouble(accuracy + 1e-6, 1);
      assertThat(objective.reward(more, latency))
          .isGreaterThan(objective.reward(accuracy, latency));
    }
  }

  @Test
  void rewardNeverGrowsWithLatency() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < 2_000; i++) {
      var objective = OBJECTIVES.get(random.nextInt(OBJECTIVES.size()));
      double latency = random.nextDouble(0.01, 200);
      double slower = latency + random.nextDouble(200);
      assertThat(objective.reward(0.7, slower)).isLessThanOrEqualTo(objective.reward(0.7, latency));
    }
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThatThrownBy(() -> SOFT.reward(Double.NaN, 3)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> SOFT.reward(1.01, 3)).hasMessageContaining("0..1, but is 1.01");
    assertThatThrownBy(() -> SOFT.reward(0.5, 0)).hasMessageContaining("above 0 ms");
    assertThatThrownBy(() -> new Objective(0, 0, 0)).hasMessageContaining("above 0 ms");
    assertThatThrownBy(() -> new Objective(5, 0.1, 0)).hasMessageContaining("0.1 and 0.0");
    assertThatThrownBy(() -> new Objective(5, 0, Double.NaN)).hasMessageContaining("NaN");
  }
}
