package dev.archway.cli.demo;

import static dev.archway.cli.demo.SampleTrials.completed;
import static dev.archway.cli.demo.SampleTrials.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void saysNothingBeforeTheFirstTrialHasEnded() {
    var left = new TimeLeft(2);
    assertThat(left.at(BEGIN, List.of(in(TrialState.RUNNING, 1)), 4)).isEmpty();
    assertThat(left.at(BEGIN.plusSeconds(9), List.of(in(TrialState.RUNNING, 1)), 4)).isEmpty();
  }

  @Test
  void countsWhatIsLeftAtTheMeanDurationOnAllSlots() {
    var left = new TimeLeft(2);
    left.at(BEGIN, List.of(in(TrialState.RUNNING, 1), in(TrialState.QUEUED, 2)), 4);
    // Trial 1 took 40 s; trial 2 has begun just now; two more are to come: 120 s on two slots.
    var after = List.of(completed(1, 0.4, 1, 0.4), in(TrialState.RUNNING, 2));
    assertThat(left.at(BEGIN.plusSeconds(40), after, 4)).contains(Duration.ofSeconds(60));
  }

  @Test
  void shrinksWhileATrialRuns() {
    var left = new TimeLeft(1);
    left.at(BEGIN, List.of(in(TrialState.RUNNING, 1)), 2);
    var after = List.of(completed(1, 0.4, 1, 0.4), in(TrialState.RUNNING, 2));
    left.at(BEGIN.plusSeconds(40), after, 2);
    assertThat(left.at(BEGIN.plusSeconds(70), after, 2)).contains(Duration.ofSeconds(10));
  }

  @Test
  void isNothingWhenAllHaveEnded() {
    var left = new TimeLeft(1);
    left.at(BEGIN, List.of(in(TrialState.RUNNING, 1)), 1);
    assertThat(left.at(BEGIN.plusSeconds(40), List.of(completed(1, 0.4, 1, 0.4)), 1))
        .contains(Duration.ZERO);
  }
}
