package dev.archway.controller.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.archway.controller.objective.Objective.Absolute;
import dev.archway.controller.objective.Objective.Accuracy;
import dev.archway.controller.objective.Objective.Product;
import dev.archway.controller.objective.Objective.Term;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.task.LatencySetting;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectiveTest {
  private static final String LATENCY = CostSpec.LATENCY_MILLIS;
  private static final String ENERGY = "energyMillijoules";

  /// MnasNet's target on the Pixel 1 (Tan et al. 2019, section 5).
  private static final double TARGET_MILLIS = 75;

  private static final double TARGET_ENERGY = 0.7;

  private static final Objective SOFT = product(Term.soft(LATENCY, TARGET_MILLIS));
  private static final Objective HARD = product(Term.hard(LATENCY, TARGET_MILLIS));
  private static final Objective BOTH =
      product(
          new Term(LATENCY, TARGET_MILLIS, new Exponents(-0.02, -0.3)),
          Term.hard(ENERGY, TARGET_ENERGY));
  private static final Objective TUNAS = new Absolute(LATENCY, TARGET_MILLIS, -0.1);

  /// Those to which cheaper is never worse.
  private static final List<Objective> MONOTONE =
      List.of(
          new Accuracy(),
          SOFT,
          HARD,
          BOTH,
          product(new Term(ENERGY, TARGET_ENERGY, new Exponents(0, 0))));

  private static final List<Objective> ALL =
      List.of(new Accuracy(), SOFT, HARD, BOTH, product(), TUNAS);

  private static Objective product(Term... terms) {
    return new Product(List.of(terms));
  }

  private static Map<String, Double> costs(double latencyMillis, double energy) {
    return Map.of(LATENCY, latencyMillis, ENERGY, energy);
  }

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
    var costs = Map.of(LATENCY, latencyMillis);

    assertThat(SOFT.reward(accuracy, costs)).as(network).isEqualTo(soft, within(5e-5));
    assertThat(HARD.reward(accuracy, costs)).as(network).isEqualTo(hard, within(5e-5));
  }

  @Test
  void takesAlphaBelowTheTargetAndBetaAboveIt() {
    var objective = product(new Term(LATENCY, 10, new Exponents(-1, -2)));

    assertThat(objective.reward(0.5, Map.of(LATENCY, 5.0))).isEqualTo(1.0);
    assertThat(objective.reward(0.5, Map.of(LATENCY, 20.0))).isEqualTo(0.125);
  }

  @Test
  void multipliesTheFactorsOfAllItsCosts() {
    var objective =
        product(
            new Term(LATENCY, 10, new Exponents(-1, -2)),
            new Term(ENERGY, 3, new Exponents(0, -1)));

    assertThat(objective.reward(0.5, costs(20, 6))).isEqualTo(0.0625);
    assertThat(objective.reward(0.5, costs(20, 1))).isEqualTo(0.125);
  }

  @Test
  void theAbsoluteFormPunishesBothSidesOfTheTargetAlike() {
    var objective = new Absolute(LATENCY, 10, -0.5);

    assertThat(objective.reward(0.75, Map.of(LATENCY, 5.0))).isEqualTo(0.5);
    assertThat(objective.reward(0.75, Map.of(LATENCY, 15.0))).isEqualTo(0.5);
    assertThat(objective.reward(0.75, Map.of(LATENCY, 40.0))).isEqualTo(-0.75);
  }

  @Test
  void isMadeFromWhatPeopleWroteAndTheTargetsThatAreKnown() {
    var latency = new CostSpec.Latency("phone", LatencySetting.SINGLE);
    var memory = new CostSpec.Analytic(AnalyticCost.PEAK_ACTIVATION_BYTES);
    var same = new Target.SameAs("mobilenet-v2-x0.5");
    var written =
        new ObjectiveSpec.Product(
            List.of(
                new ObjectiveSpec.Term(latency, same, new Exponents(-0.1, -0.9)),
                new ObjectiveSpec.Term(memory, same, Exponents.HARD)));
    var targets = Map.of("latencyMillis", 12.5, "peakActivationBytes", 65_536.0);

    assertThat(Objective.of(written, targets))
        .isEqualTo(
            product(
                new Term("latencyMillis", 12.5, new Exponents(-0.1, -0.9)),
                Term.hard("peakActivationBytes", 65_536)));
    assertThat(Objective.of(new ObjectiveSpec.Accuracy(), targets)).isEqualTo(new Accuracy());
    assertThat(Objective.of(new ObjectiveSpec.Absolute(latency, same, -0.1), targets))
        .isEqualTo(new Absolute("latencyMillis", 12.5, -0.1));
    assertThatThrownBy(() -> Objective.of(written, Map.of("latencyMillis", 12.5)))
        .hasMessage(
            "The objective's target of peakActivationBytes is not known; known are those of"
                + " [latencyMillis].");
  }

  @Test
  void rewardEqualsAccuracyWhenCostsMeetTheirTargets() {
    for (var objective : ALL) {
      assertThat(objective.reward(0.6180, costs(TARGET_MILLIS, TARGET_ENERGY))).isEqualTo(0.6180);
    }
  }

  @Test
  void rewardGrowsWithAccuracy() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      var objective = ALL.get(random.nextInt(ALL.size()));
      var costs = costs(random.nextDouble(0.01, 500), random.nextDouble(0.01, 5));
      double accuracy = random.nextDouble(0.999);
      double more = random.nextDouble(accuracy + 1e-6, 1);
      assertThat(objective.reward(more, costs)).isGreaterThan(objective.reward(accuracy, costs));
    }
  }

  @Test
  void rewardNeverGrowsWithACost() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < 4_000; i++) {
      var objective = MONOTONE.get(random.nextInt(MONOTONE.size()));
      double latency = random.nextDouble(0.01, 200);
      double energy = random.nextDouble(0.01, 2);
      double reward = objective.reward(0.7, costs(latency, energy));
      double slower = latency + random.nextDouble(200);
      double hungrier = energy + random.nextDouble(2);
      assertThat(objective.reward(0.7, costs(slower, energy))).isLessThanOrEqualTo(reward);
      assertThat(objective.reward(0.7, costs(latency, hungrier))).isLessThanOrEqualTo(reward);
    }
  }

  @Test
  void theAbsoluteFormNeverGrowsWithTheDistanceToTheTarget() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      double near = random.nextDouble(0.9);
      double far = random.nextDouble(near, 0.95);
      for (int side : new int[] {-1, 1}) {
        assertThat(TUNAS.reward(0.7, costs(TARGET_MILLIS * (1 + side * far), 1)))
            .isLessThanOrEqualTo(TUNAS.reward(0.7, costs(TARGET_MILLIS * (1 + side * near), 1)));
      }
    }
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    for (var objective : ALL) {
      assertThatThrownBy(() -> objective.reward(Double.NaN, costs(3, 3)))
          .hasMessageContaining("0..1, but is NaN");
      assertThatThrownBy(() -> objective.reward(1.01, costs(3, 3)))
          .hasMessageContaining("0..1, but is 1.01");
    }
    for (var objective : List.of(SOFT, TUNAS)) {
      assertThatThrownBy(() -> objective.reward(0.5, costs(0, 3)))
          .hasMessageContaining("above 0, but latencyMillis is 0.0");
      assertThatThrownBy(() -> objective.reward(0.5, Map.of("flops", 3.0, ENERGY, 3.0)))
          .hasMessageContaining("asks for the cost latencyMillis, but there are [" + ENERGY);
    }
    assertThatThrownBy(() -> Term.soft(LATENCY, 0))
        .hasMessageContaining("target of latencyMillis is finite and above 0, but is 0.0");
    assertThatThrownBy(() -> new Absolute(LATENCY, Double.NaN, -0.1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Absolute(LATENCY, 5, 0.1)).hasMessageContaining("is 0.1");
    assertThatThrownBy(() -> product(Term.soft(ENERGY, 1), Term.hard(ENERGY, 2)))
        .hasMessageContaining("two of " + ENERGY);
  }
}
