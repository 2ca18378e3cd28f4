package dev.archway.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TaskOutcomeTest {
  @Test
  void accuracyIsThatOfTheLastEpochNotOfTheBest() {
    var trained =
        new TaskOutcome.Trained(
            List.of(new EpochMetrics(1, 1.5, 0.6, 100), new EpochMetrics(2, 1.2, 0.5, 100)),
            List.of());

    assertThat(trained.accuracy()).isEqualTo(0.5);
  }

  /// Epochs have equally many images, so the whole speed is the harmonic mean.
  @Test
  void speedIsAllImagesOverAllTime() {
    var trained =
        new TaskOutcome.Trained(
            List.of(new EpochMetrics(1, 1.5, 0.4, 100), new EpochMetrics(2, 1.2, 0.5, 300)),
            List.of());

    assertThat(trained.imagesPerSecond()).isEqualTo(150, offset(1e-9));
  }

  @Test
  void refusesATrainingWithoutEpochs() {
    assertThatThrownBy(() -> new TaskOutcome.Trained(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A trained network has at least one epoch.");
  }

  @Test
  void refusesArtifactsWithoutAContentHash() {
    assertThatThrownBy(() -> new ArtifactReference(ArtifactReference.Role.MODEL, "ABC", 1))
        .hasMessage("A SHA-256 is 64 lower-case hexadecimal digits, but is 'ABC'.");
    assertThatThrownBy(
            () -> new ArtifactReference(ArtifactReference.Role.MODEL, "0".repeat(64), -1))
        .hasMessage("An artifact has 0 or more bytes, but -1.");
  }

  @Test
  void refusesClaimsThatNobodyCanAnswer() {
    refused(
        "A claim's claimant is ' ', but must be a name.",
        () -> claim(" ", List.of(TaskKind.TRAIN), 1, 0));
    refused(
        "A claim's kinds is [], but must be at least one kind.", () -> claim("w", List.of(), 1, 0));
    refused(
        "A claim's device is absent, but must be a device's name for MEASURE.",
        () -> claim("w", List.of(TaskKind.TRAIN, TaskKind.MEASURE), 1, 0));
    refused(
        "A claim's atMost is 11, but must be 1..10.",
        () -> claim("w", List.of(TaskKind.TRAIN), 11, 0));
    refused(
        "A claim's waitSeconds is 31, but must be 0..30.",
        () -> claim("w", List.of(TaskKind.TRAIN), 1, 31));
  }

  @Test
  void refusesRegistrationsAndSettingsThatMakeNoSense() {
    refused(
        "A worker has a name and 1..1024 slots, but has 'w' and 0.",
        () -> new WorkerRegistration("w", 0));
    refused(
        "A device has a name, but this one is blank.",
        () -> new DeviceRegistration("", new Measurement.Platform("r", "1", "p")));
    refused(
        "Timing takes 1..1024 threads and a batch of 1..65536, but is asked for 0 and 1.",
        () -> new LatencySetting(Precision.FLOAT32, 0, 1));
  }

  private static void claim(String claimant, List<TaskKind> kinds, int atMost, int waitSeconds) {
    var _ = new ClaimRequest(claimant, kinds, Optional.empty(), atMost, waitSeconds);
  }

  private static void refused(String message, Runnable build) {
    assertThatThrownBy(build::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
