package dev.archway.cli.demo;

import static dev.archway.cli.demo.SampleTrials.completed;
import static dev.archway.cli.demo.SampleTrials.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.TrialState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void saysWhatIsDoneTheBestTheSpeedOfAllSlotsAndTheTimeLeft() {
    var trials =
        List.of(
            completed(1, 0.412, 0.6134, 0.40),
            in(TrialState.FAILED, 2),
            in(TrialState.REPEATED, 3),
            in(TrialState.RUNNING, 4),
            in(TrialState.RUNNING, 5));
    assertThat(Progress.of(trials, 12, Optional.of(Duration.ofSeconds(200))).text())
        .isEqualTo("2 of 12 trials | best 41.2 % at 0.613 ms | 341 images/s | 3 min 20 s left")
        .hasSizeLessThan(80);
  }

  @Test
  void saysNoFigureThatIsNotKnownYet() {
    assertThat(Progress.of(List.of(in(TrialState.QUEUED, 1)), 12, Optional.empty()).text())
        .isEqualTo("0 of 12 trials | best - | - images/s | time left not known yet");
  }
}
