package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.searchapi.ServiceTest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final int PER_SECOND = 10;
  private static final int SIZE = 20;

  private final ServiceTest.MovableClock clock = new ServiceTest.MovableClock();
  private final Buckets buckets = new Buckets(clock, PER_SECOND);

  @Test
  void grantsTwoSecondsWorthAtOnceAndThenSaysHowLongToWait() {
    empty("a");

    assertThat(buckets.take("a")).hasValue(Duration.ofMillis(100));
  }

  @Test
  void oneWhoWaitedAsToldIsLetIn() {
    empty("a");
    clock.advance(buckets.take("a").orElseThrow());

    assertThat(buckets.take("a")).isEmpty();
    assertThat(buckets.take("a")).isPresent();
  }

  @Test
  void fillsToTheBrimAndNoFurther() {
    empty("a");
    clock.advance(Duration.ofHours(1));

    empty("a");
    assertThat(buckets.take("a")).isPresent();
  }

  @Test
  void oneCallersHasteDoesNotHinderAnother() {
    empty("a");

    assertThat(buckets.take("b")).isEmpty();
  }

  @Test
  void lookingTakesNothing() {
    for (int i = 0; i < 2 * SIZE; i++) {
      assertThat(buckets.look("a")).isEmpty();
    }
    empty("a");
    assertThat(buckets.look("a")).isPresent();
  }

  @Test
  void aClockThatIsSetBackFillsNothing() {
    empty("a");
    clock.advance(Duration.ofHours(-1));

    assertThat(buckets.take("a")).isPresent();
  }

  private void empty(String whose) {
    for (int i = 0; i < SIZE; i++) {
      assertThat(buckets.take(whose)).isEqualTo(Optional.empty());
    }
  }
}
