package dev.archway.worker.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.archway.client.ArchwayClient;
import dev.archway.client.host.MeasuringGate;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.Precision;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TestTask;
import dev.archway.core.task.TrainTask;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.worker.data.RealData;
import dev.archway.worker.training.CheckpointFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real supervisor with real slot processes on real images; only the service is a fake.
class SupervisorIT {
  private static final Network NETWORK =
      MobileNetV2.cifar(0.25).expand(Dataset.CIFAR_10.image(), 10);
  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path folder;
  private FakeService service;
  private ArchwayClient client;
  private Supervisor supervisor;
  private final CountDownLatch ended = new CountDownLatch(1);

  @BeforeEach
  void startWorker() throws IOException {
    service = new FakeService();
    client = new ArchwayClient(service.address());
    work();
  }

  private void work() throws IOException {
    supervisor =
        new Supervisor(
            new WorkerSettings(
                "worker-1", 1, Optional.of(RealData.folder()), folder.resolve("work")),
            client,
            new MeasuringGate(folder.resolve("host")));
    Thread.ofPlatform().name("supervisor").start(this::run);
  }

  private void run() {
    try {
      supervisor.run();
      ended.countDown();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stopWorker() throws IOException {
    supervisor.close();
    client.close();
    service.close();
  }

  @Test
  void trainsUploadsAndTests() throws Exception {
    service.queue(training(128));

    var trained = (TaskOutcome.Trained) next(service.outcomes);

    assertThat(next(service.registrations)).isEqualTo(new WorkerRegistration("worker-1", 1));
    assertThat(trained.epochs()).hasSize(1);
    assertThat(trained.artifacts())
        .extracting(ArtifactReference::role)
        .containsExactly(ArtifactReference.Role.WEIGHTS, ArtifactReference.Role.MODEL);
    assertThat(trained.artifacts()).allMatch(a -> service.artifacts.containsKey(a.sha256()));
    assertThat(service.progress).anyMatch(p -> p.finishedEpoch().isPresent());
    assertThat(service.said)
        .anyMatch(line -> line.startsWith("trains ") && line.endsWith("from the beginning"))
        .anyMatch(line -> line.matches("epoch 1: loss \\d.*, accuracy \\d.* %, \\d+ images/s"));

    service.queue(new TestTask(NETWORK, "cifar-10", trained.artifacts().getFirst()));

    assertThat(next(service.outcomes))
        .isInstanceOfSatisfying(
            TaskOutcome.Tested.class,
            tested -> {
              assertThat(tested.images()).isEqualTo(10_000);
              assertThat(tested.accuracy()).isBetween(0.05, 0.5);
            });
    try (var scratch = Files.list(folder.resolve("work/tasks/1"))) {
      assertThat(scratch).as("what tasks left behind").isEmpty();
    }
  }

  @Test
  @Tag("kills")
  void killingASlotInMidTrialCostsThatAttemptOnly() throws Exception {
    service.queue(training(40_000));
    next(service.progress);
    var killed = slots().getFirst();
    new ProcessBuilder("kill", "-9", Long.toString(killed.pid())).start().waitFor();

    assertThat(next(service.outcomes))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> {
              assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE);
              assertThat(failed.reason()).contains("ended in mid-task with status 137");
            });

    service.queue(training(128));

    assertThat(next(service.outcomes)).isInstanceOf(TaskOutcome.Trained.class);
    assertThat(slots()).hasSize(1).doesNotContain(killed);
  }

  @Test
  void slotsStandStillWhileSomethingOnTheHostIsTimed() throws Exception {
    service.queue(training(40_000));
    next(service.progress);
    var slot = slots().getFirst();

    var agent = QuietHost.start(folder.resolve("host"));
    assertThat(agent.inputReader().readLine()).as("exclusive").isEqualTo("true");
    assertThat(state(slot)).as("stopped").isEqualTo("T");
    service.progress.clear();
    agent.getOutputStream().close();

    assertThat(next(service.progress).step()).isPositive();
  }

  @Test
  @Tag("kills")
  void aSlotIsDeafToSignalsThatAreMeantForItsSupervisor() throws Exception {
    service.queue(training(40_000));
    next(service.progress);
    var slot = slots().getFirst();
    for (var signal : List.of("-INT", "-TERM", "-HUP")) {
      new ProcessBuilder("kill", signal, Long.toString(slot.pid())).start().waitFor();
    }
    service.progress.clear();

    assertThat(next(service.progress).step()).isPositive();
    assertThat(slots()).containsExactly(slot);
    assertThat(service.outcomes).isEmpty();
  }

  @Test
  @Tag("kills")
  void givesLeasesBackAndEndsItsSlotsWhenStopped() throws Exception {
    service.queue(training(40_000));
    next(service.progress);
    var slot = slots().getFirst();

    supervisor.stop();

    assertThat(service.givenBack).hasSize(1);
    assertThat(service.outcomes).isEmpty();
    assertThat(ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(slot.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  @Tag("kills")
  void aTaskThatIsGivenBackTakesItsCheckpointAlongAndGoesOnFromThere() throws Exception {
    service.queue(training(40_000));
    for (int reports = 0; reports < 4; reports++) {
      next(service.progress);
    }

    supervisor.stop();

    var checkpoint = next(service.checkpoints);
    assertThat(service.artifacts).containsKey(checkpoint.sha256());
    assertThat(ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    supervisor.close();
    work();
    service.progress.clear();
    service.queue(training(40_000, Optional.of(checkpoint)));
    var file = Files.write(folder.resolve("c"), service.artifacts.get(checkpoint.sha256()));
    assertThat(next(service.progress).step()).isGreaterThan(CheckpointFile.read(file).step());
  }

  @Test
  void aCheckpointThatIsDamagedCostsNothingButTheTimeItWouldHaveSaved() throws Exception {
    var damaged = new byte[] {1, 2, 3};
    var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(damaged));
    service.artifacts.put(hash, damaged);

    service.queue(
        training(
            128,
            Optional.of(
                new ArtifactReference(ArtifactReference.Role.CHECKPOINT, hash, damaged.length))));

    assertThat(next(service.outcomes)).isInstanceOf(TaskOutcome.Trained.class);
  }

  @Test
  void stopsATrainingThatNobodyWantsAndGoesOnWithTheNext() throws Exception {
    service.queue(training(40_000));
    next(service.progress);
    var slot = slots().getFirst();
    service.cancel = true;
    next(service.givenBack);
    service.cancel = false;

    service.queue(training(128));

    assertThat(next(service.outcomes)).isInstanceOf(TaskOutcome.Trained.class);
    assertThat(slots()).containsExactly(slot);
  }

  @Test
  void aTrainingThatIsEnoughEndsAfterItsEpochAndTheNextOneIsWholeAgain() throws Exception {
    service.enough = Optional.of("below the median");
    service.queue(training(ofEpochs(200), Optional.empty()));

    assertThat(next(service.outcomes))
        .isInstanceOfSatisfying(
            TaskOutcome.Trained.class, ended -> assertThat(ended.epochs()).hasSizeBetween(1, 100));

    service.enough = Optional.empty();
    service.queue(training(ofEpochs(3), Optional.empty()));
    assertThat(next(service.outcomes))
        .isInstanceOfSatisfying(
            TaskOutcome.Trained.class, whole -> assertThat(whole.epochs()).hasSize(3));
  }

  @Test
  void refusesARecipeThatAsksForMoreImagesThanThereAre() throws Exception {
    service.queue(training(50_000));

    assertThat(next(service.outcomes))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> {
              assertThat(failed.category()).isEqualTo(FailureCategory.USER_ERROR);
              assertThat(failed.reason()).contains("50000 training and 250 validation images");
            });
  }

  @Test
  void twoWorkersNeverShareAWorkFolder() {
    var settings = new WorkerSettings("worker-2", 1, Optional.empty(), folder.resolve("work"));

    assertThatIOException()
        .isThrownBy(() ->
            new Supervisor(settings, client, new MeasuringGate(folder.resolve("host"))).close())
        .withMessageContaining("is in use by another worker");
  }

  private List<ProcessHandle> slots() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("work/slots"))) {
      return files
          .filter(f -> f.getFileName().toString().matches("\\d+"))
          .map(f -> ProcessHandle.of(Long.parseLong(f.getFileName().toString())))
          .flatMap(Optional::stream)
          .filter(ProcessHandle::isAlive)
          .toList();
    }
  }

  /// The letter that Linux keeps for a process's state.
  private static String state(ProcessHandle process) throws IOException {
    var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[0];
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    return Objects.requireNonNull(
        queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "Nothing was heard from the worker.");
  }

  private static TrainTask training(int images) {
    return training(images, Optional.empty());
  }

  private static TrainTask training(int images, Optional<ArtifactReference> checkpoint) {
    return training(Recipe.demo("cifar-10").withImages(images, 250), checkpoint);
  }

  private static Recipe ofEpochs(int epochs) {
    var usual = Recipe.demo("cifar-10");
    return new Recipe(
        usual.dataset(),
        128,
        250,
        usual.splitSeed(),
        epochs,
        usual.batchSize(),
        usual.optimizer(),
        usual.schedule(),
        usual.augmentation(),
        usual.labelSmoothing());
  }

  private static TrainTask training(Recipe recipe, Optional<ArtifactReference> checkpoint) {
    return new TrainTask(
        NETWORK, recipe, 1, List.of(Precision.FLOAT32), Optional.empty(), checkpoint);
  }
}
