package dev.archway.searchapi.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.LogLineView;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.LogLines;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialLogIT extends LeasedExperiment {

  @Test
  void keepsWhatTheHolderSaysInItsOrder() {
    var lease = evaluators.claim(TaskKind.TRAIN);

    assertThat(say(lease, "b", "a").cancel()).isFalse();
    say(lease, "c\tand \ud83d\ude00");

    assertThat(client.trials().logs(lease.trial()))
        .extracting(LogLineView::text)
        .containsExactly("b", "a", "c\tand \ud83d\ude00");
    assertThat(client.trials().logs(lease.trial()))
        .extracting(LogLineView::by)
        .containsOnly(Optional.of("simulated-worker"));
  }

  @Test
  void sayingSomethingKeepsTheLease() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    letPass(Duration.ofSeconds(lease.seconds() - 1));

    say(lease, "still here");
    letPass(Duration.ofSeconds(lease.seconds() - 1));

    assertThat(claimAll(TaskKind.TRAIN)).noneMatch(other -> other.task().equals(lease.task()));
  }

  @Test
  void whoHoldsItNoLongerSaysNothing() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    client.leases().giveBack(lease);

    assertRefused("stale-lease", () -> say(lease, "too late"));

    assertThat(client.trials().logs(lease.trial())).isEmpty();
  }

  @Test
  void theServiceSaysWhatTheHolderCannot() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    client
        .leases()
        .report(lease, new TaskOutcome.Failed(FailureCategory.INFRASTRUCTURE, "The disk broke."));
    var again = claimAgain(lease);
    letExpire(again);
    claimAgain(again);

    assertThat(client.trials().logs(lease.trial()))
        .extracting(LogLineView::text)
        .containsExactly(
            "Attempt 1 of 4 of TRAIN failed and is repeated: The disk broke. (INFRASTRUCTURE)",
            "Whoever held its TRAIN vanished; simulated-worker goes on.");
    assertThat(client.trials().logs(lease.trial()))
        .extracting(LogLineView::by)
        .containsOnly(Optional.empty());
  }

  @Test
  void onlyTheLatestLinesAreKept() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    int calls = TrialLog.KEPT / LogLines.AT_ONCE + 1;
    for (int call = 0; call < calls; call++) {
      int from = call * LogLines.AT_ONCE;
      say(
          lease,
          IntStream.range(from, from + LogLines.AT_ONCE)
              .mapToObj(Integer::toString)
              .toArray(String[]::new));
    }

    assertThat(client.trials().logs(lease.trial()))
        .hasSize(TrialLog.KEPT)
        .first()
        .satisfies(line -> assertThat(line.text()).isEqualTo("" + LogLines.AT_ONCE));
  }

  @Test
  void anUnknownTrialHasNoLog() {
    assertRefused("not-found", () -> client.trials().logs(new UUID(1, 2)));
  }

  private LeaseAnswer say(Lease lease, String... lines) {
    return client.leases().log(lease, new LogLines(List.of(lines)));
  }
}
