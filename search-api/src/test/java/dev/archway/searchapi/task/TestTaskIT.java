package dev.archway.searchapi.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.Lease;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Tasks that run a trial's weights over the test images.
class TestTaskIT extends LeasedExperiment {
  @Test
  void aTestThatFailedCanBeAskedForAgain() throws Exception {
    var trial = trainedWithWeights();
    client.trials().requestTest(trial);
    var failing = claimAll(TaskKind.TEST).getFirst();
    client
        .leases()
        .report(
            failing,
            new TaskOutcome.Failed(FailureCategory.USER_ERROR, "there are no test images"));
    assertThat(client.trials().get(trial).testAccuracy()).isEmpty();
    assertThat(claimAll(TaskKind.TEST)).isEmpty();

    client.trials().requestTest(trial);
    assertThat(claimAll(TaskKind.TEST))
        .singleElement()
        .satisfies(again -> {
          assertThat(again.trial()).isEqualTo(trial);
          client.leases().report(again, new TaskOutcome.Tested(0.75, 10_000));
        });
    assertThat(client.trials().get(trial).testAccuracy()).hasValue(0.75);
  }

  @Test
  void aTestOfATrialWithoutWeightsIsRefused() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    client.leases().report(lease, evaluators.outcome(lease));

    assertRefused("wrong-state", () -> client.trials().requestTest(lease.trial()));
  }

  @Test
  void aTestWhoseWeightsAreGoneEndsAndTheOthersOfTheClaimAreHandedOut() throws Exception {
    var gone = trainedWithWeights();
    var there = trainedWithWeights();
    client.trials().requestTest(gone);
    client.trials().requestTest(there);
    jdbc.sql("DELETE FROM trial_artifact WHERE trial_id = ?").param(gone).update();

    assertThat(claimAll(TaskKind.TEST)).extracting(Lease::trial).containsExactly(there);

    assertThat(tests(gone)).as("tests that wait or are leased").isZero();
  }

  private UUID trainedWithWeights() throws IOException {
    var lease = evaluators.claim(TaskKind.TRAIN);
    var weights =
        client
            .artifacts()
            .upload(
                ArtifactReference.Role.WEIGHTS,
                Files.writeString(folder.resolve("weights"), "trained"));
    client
        .leases()
        .report(
            lease,
            new TaskOutcome.Trained(List.of(new EpochMetrics(1, 1.0, 0.5, 100)), List.of(weights)));
    return lease.trial();
  }

  private int tests(UUID trial) {
    return jdbc.sql(
            "SELECT count(*) FROM task"
                + " WHERE trial_id = ? AND kind = 'TEST' AND state IN ('QUEUED', 'LEASED')")
        .param(trial)
        .query(Integer.class)
        .single();
  }
}
