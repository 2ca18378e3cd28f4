package dev.archway.searchapi.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.TrialState;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TrainTask;
import dev.archway.searchapi.artifact.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CheckpointIT extends LeasedExperiment {
  @Autowired private Expiry expiry;
  @Autowired private Artifacts artifacts;

  @Test
  void aTaskThatWasGivenBackGoesOnFromItsCheckpoint() throws Exception {
    var first = evaluators.claim(TaskKind.TRAIN);
    var checkpoint = checkpoint("half the way");
    client.leases().checkpoint(first, checkpoint);
    client.leases().giveBack(first);

    var second = claimAgain(first);

    assertThat(((TrainTask) second.work()).checkpoint()).contains(checkpoint);
  }

  @Test
  void aTaskWhoseHolderVanishedGoesOnFromItsLastCheckpointAndTheEarlierOneIsForgotten()
      throws Exception {
    var lost = evaluators.claim(TaskKind.TRAIN);
    var earlier = checkpoint("a third of the way");
    var later = checkpoint("two thirds of the way");
    client.leases().checkpoint(lost, earlier);
    client.leases().checkpoint(lost, later);
    letExpire(lost);

    var taken = claimAgain(lost);

    assertThat(((TrainTask) taken.work()).checkpoint()).contains(later);
    assertRefused(
        "not-found", () -> client.artifacts().download(earlier, folder.resolve("earlier")));
    client.artifacts().download(later, folder.resolve("later"));
    assertThat(folder.resolve("later")).hasContent("two thirds of the way");
  }

  @Test
  void aCheckpointUnderAnOldTokenIsRefusedAndChangesNothing() throws Exception {
    var lost = evaluators.claim(TaskKind.TRAIN);
    letExpire(lost);
    var taken = claimAgain(lost);
    var late = checkpoint("late");

    assertRefused("stale-lease", () -> client.leases().checkpoint(lost, late));

    client.leases().giveBack(taken);
    assertThat(((TrainTask) claimAgain(lost).work()).checkpoint()).isEmpty();
  }

  @Test
  void aCheckpointThatWasNeverUploadedIsRefused() {
    var held = evaluators.claim(TaskKind.TRAIN);
    var unknown = new ArtifactReference(ArtifactReference.Role.CHECKPOINT, "ab".repeat(32), 3);

    assertRefused("invalid-request", () -> client.leases().checkpoint(held, unknown));
  }

  @Test
  void theCheckpointOfATaskThatEndedIsSweptAwayAfterAWhile() throws Exception {
    var held = evaluators.claim(TaskKind.TRAIN);
    var checkpoint = checkpoint("of a task that ends");
    client.leases().checkpoint(held, checkpoint);
    client.leases().report(held, evaluators.outcome(held));

    artifacts.sweep();
    client.artifacts().download(checkpoint, folder.resolve("still"));
    clock.advance(Duration.ofHours(2));
    artifacts.sweep();

    assertRefused(
        "not-found", () -> client.artifacts().download(checkpoint, folder.resolve("gone")));
  }

  @Test
  void aTaskThatMovesForwardMayBeInterruptedAnyNumberOfTimes() throws Exception {
    var held = evaluators.claim(TaskKind.TRAIN);
    for (int i = 0; i < 2 * Reports.MOST_ATTEMPTS; i++) {
      client.leases().checkpoint(held, checkpoint("step " + i));
      letExpire(held);
      expiry.endHopeless();
      held = claimAgain(held);
    }

    assertThat(trial(held).state()).isEqualTo(TrialState.RUNNING);
  }

  private ArtifactReference checkpoint(String content) throws IOException {
    var file = Files.writeString(folder.resolve("checkpoint"), content);
    return client.artifacts().upload(ArtifactReference.Role.CHECKPOINT, file);
  }
}
