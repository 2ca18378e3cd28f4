package dev.archway.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final Schedule COSINE = new Schedule.Cosine(0);

  @Test
  void cosineBeginsAtOneIsHalfInTheMiddleAndNearlyZeroAtTheEnd() {
    assertThat(COSINE.factor(0, 1000)).isEqualTo(1);
    assertThat(COSINE.factor(500, 1000)).isEqualTo(0.5, offset(1e-12));
    assertThat(COSINE.factor(999, 1000)).isPositive().isLessThan(1e-5);
    assertThat(COSINE.factor(1000, 1000)).isEqualTo(0, offset(1e-15));
  }

  @Test
  void warmUpRisesInEqualStepsToOne() {
    var schedule = new Schedule.Cosine(0.1);

    assertThat(schedule.factor(0, 100)).isEqualTo(1 / 11.0, offset(1e-12));
    assertThat(schedule.factor(1, 100)).isEqualTo(2 / 11.0, offset(1e-12));
    assertThat(schedule.factor(9, 100)).isEqualTo(10 / 11.0, offset(1e-12));
    assertThat(schedule.factor(10, 100)).isEqualTo(1);
  }

  @Test
  void neverIsZeroOrAboveOneAndFallsAfterWarmUp() {
    var random = new SplittableRandom(12);
    for (int i = 0; i < 1_000; i++) {
      double warmup = random.nextDouble(0, 0.9);
      long steps = random.nextLong(1, 500);
      var schedule = new Schedule.Cosine(warmup);
      double before = Double.POSITIVE_INFINITY;
      for (long step = 0; step < steps; step++) {
        double factor = schedule.factor(step, steps);
        assertThat(factor).isPositive().isLessThanOrEqualTo(1);
        if (step >= warmup * steps) {
          assertThat(factor).isLessThan(before);
          before = factor;
        }
      }
    }
  }

  @Test
  void refusesAWarmUpThatLeavesNoSteps() {
    assertThatThrownBy(() -> new Schedule.Cosine(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A recipe's warmup lies in [0, 1), but is 1.0.");
  }
}
