package dev.archway.worker.supervisor;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.client.DamagedArtifactException;
import dev.archway.client.HeldLease;
import dev.archway.client.Patience;
import dev.archway.client.TaskHandler;
import dev.archway.client.UnfitHostException;
import dev.archway.client.host.DiskRoom;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.EvaluateTask;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.MeasureTask;
import dev.archway.core.task.Precision;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TestTask;
import dev.archway.core.task.TrainTask;
import dev.archway.core.task.TrainingProgress;
import dev.archway.worker.slot.SlotCommand;
import dev.archway.worker.slot.SlotEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does the tasks of one slot, one after another, in a child process that is started when it is
/// first needed and again whenever it was lost. Losing it costs the attempt, nothing else.
final class SlotTasks implements TaskHandler {
  private static final Logger log = LoggerFactory.getLogger(SlotTasks.class);

  /// How soon a cancellation is noticed.
  private static final Duration GLANCE = Duration.ofMillis(200);

  private static final long BETWEEN_REPORTS = Duration.ofSeconds(1).toNanos();

  /// How much training is lost at most with a worker.
  private static final long BETWEEN_CHECKPOINTS = Duration.ofSeconds(30).toNanos();

  /// How long a slot that is to end has to save what it did.
  private static final Duration LAST_CHECKPOINT = Duration.ofSeconds(3);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /// A slot that has begun to train and says nothing for so long is stuck.
  private static final long SILENCE = Duration.ofMinutes(15).toNanos();

  private final ArchwayClient client;
  private final SlotFloor floor;
  private final SlotLauncher launcher;
  private final Path folder;
  private final DiskRoom room;
  private @Nullable SlotProcess slot;

  /// @param folder where each task gets a folder of its own while it lasts
  /// @param room of that folder's disk
  SlotTasks(
      ArchwayClient client, SlotFloor floor, SlotLauncher launcher, Path folder, DiskRoom room) {
    this.client = client;
    this.floor = floor;
    this.launcher = launcher;
    this.folder = folder;
    this.room = room;
  }

  @Override
  public void awaitFit() throws InterruptedException {
    if (!room.full()) {
      return;
    }
    log.warn("The disk is full: {}. No task is begun until there is space.", room.free());
    while (room.full()) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
    log.info("There is space again: {}.", room.free());
  }

  @Override
  public TaskOutcome handle(HeldLease held) throws InterruptedException, UnfitHostException {
    var lease = held.lease();
    var scratch = folder.resolve(lease.task() + "-" + lease.token());
    try {
      var outcome = attempted(held, scratch);
      if (outcome instanceof TaskOutcome.Failed(var category, var reason)
          && category == FailureCategory.INFRASTRUCTURE
          && room.full()) {
        throw new UnfitHostException("The disk is full: %s. %s".formatted(room.free(), reason));
      }
      return outcome;
    } catch (InterruptedException e) {
      saveLast(held);
      drop();
      throw e;
    } finally {
      discard(scratch);
    }
  }

  private TaskOutcome attempted(HeldLease held, Path scratch) throws InterruptedException {
    try {
      Files.createDirectories(scratch);
      return switch (held.lease().work()) {
        case TrainTask train -> train(train, held, scratch);
        case TestTask test -> run(test(test, scratch), held);
        case MeasureTask measure ->
            failed(
                FailureCategory.USER_ERROR,
                "A worker cannot time " + measure.model() + "; devices do.");
        case EvaluateTask evaluate ->
            failed(
                FailureCategory.USER_ERROR,
                "Trial %d is for the experiment's own evaluator, not for a worker."
                    .formatted(evaluate.number()));
      };
    } catch (SlotEndedException e) {
      return failed(FailureCategory.INFRASTRUCTURE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed(FailureCategory.INFRASTRUCTURE, e.toString());
    }
  }

  private TaskOutcome train(TrainTask task, HeldLease held, Path scratch)
      throws InterruptedException, IOException, SlotEndedException {
    if (!task.evaluate().stream().allMatch(Precision.FLOAT32::equals)) {
      return failed(
          FailureCategory.USER_ERROR,
          "This worker tells accuracy in FLOAT32 only, but is asked for %s."
              .formatted(task.evaluate()));
    }
    Optional<String> start =
        task.start().isPresent()
            ? Optional.of(fetch(task.start().get(), scratch))
            : Optional.empty();
    var checkpoint = checkpoint(task, scratch);
    held.say(
        List.of(
            String.format(
                Locale.ROOT,
                "trains %s on %,d images of %s, %d epochs, %s",
                task.network().name(),
                task.recipe().trainImages(),
                task.recipe().dataset(),
                task.recipe().epochs(),
                checkpoint.isPresent()
                    ? "with a checkpoint to go on from"
                    : "from the beginning")));
    return run(
        new SlotCommand.Train(
            task.network(), task.recipe(), task.seed(), start, checkpoint, scratch.toString()),
        held);
  }

  private Optional<String> checkpoint(TrainTask task, Path scratch) throws InterruptedException {
    if (task.checkpoint().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(fetch(task.checkpoint().get(), scratch));
    } catch (ApiException | DamagedArtifactException e) {
      log.warn("The checkpoint cannot be had, so the training begins anew: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private SlotCommand test(TestTask task, Path scratch) throws InterruptedException {
    return new SlotCommand.Test(task.network(), task.dataset(), fetch(task.weights(), scratch));
  }

  private String fetch(ArtifactReference artifact, Path scratch) throws InterruptedException {
    var file = scratch.resolve(artifact.sha256() + ".safetensors");
    Patience.run(() -> client.artifacts().download(artifact, file));
    return file.toString();
  }

  private TaskOutcome run(SlotCommand command, HeldLease held)
      throws InterruptedException, IOException, SlotEndedException {
    return new Attempt(begun(command), held).outcome();
  }

  private SlotProcess begun(SlotCommand command) throws IOException, InterruptedException {
    var process = process();
    // Of another task.
    process.said().clear();
    try {
      process.send(command);
      return process;
    } catch (IOException e) {
      drop();
      throw e;
    }
  }

  /// What a slot does with one command, watched until it ends.
  private final class Attempt {
    private final SlotProcess process;
    private final HeldLease held;
    private boolean toldToCancel;
    private boolean toldEnough;
    private long saved = System.nanoTime();
    private long reported = System.nanoTime() - BETWEEN_REPORTS;
    private OptionalLong heard = OptionalLong.empty();

    Attempt(SlotProcess process, HeldLease held) {
      this.process = process;
      this.held = held;
    }

    TaskOutcome outcome() throws InterruptedException, IOException, SlotEndedException {
      try {
        return awaitOutcome();
      } catch (SlotEndedException e) {
        process.awaitLastWords();
        throw e;
      } finally {
        sayWhatItPrinted();
      }
    }

    private TaskOutcome awaitOutcome()
        throws InterruptedException, IOException, SlotEndedException {
      var outcome = Optional.<TaskOutcome>empty();
      while (outcome.isEmpty()) {
        passCancellationOn();
        passEnoughOn();
        askForCheckpoint();
        sayWhatItPrinted();
        var event = next(process);
        if (event.isPresent()) {
          outcome = hear(event.get());
        } else {
          endIfStuck();
        }
      }
      return outcome.get();
    }

    private void sayWhatItPrinted() {
      var printed = process.said();
      if (!printed.isEmpty()) {
        held.say(printed);
      }
    }

    private void passCancellationOn() throws IOException {
      if (held.cancelled() && !toldToCancel) {
        process.send(new SlotCommand.Cancel());
        toldToCancel = true;
      }
    }

    private void passEnoughOn() throws IOException {
      if (held.enough() && !toldEnough) {
        process.send(new SlotCommand.Enough());
        toldEnough = true;
      }
    }

    private void askForCheckpoint() throws IOException {
      if (System.nanoTime() - saved >= BETWEEN_CHECKPOINTS) {
        process.send(new SlotCommand.Checkpoint());
        saved = System.nanoTime();
      }
    }

    private Optional<TaskOutcome> hear(SlotEvent event) throws InterruptedException {
      return switch (event) {
        case SlotEvent.Reached(var progress) -> {
          passOn(progress);
          yield Optional.empty();
        }
        case SlotEvent.Checkpointed checkpointed -> {
          keep(checkpointed, held);
          yield Optional.empty();
        }
        case SlotEvent.Trained trained ->
            Optional.of(new TaskOutcome.Trained(trained.epochs(), uploaded(trained)));
        case SlotEvent.Tested(var accuracy, var images) ->
            Optional.of(new TaskOutcome.Tested(accuracy, images));
        case SlotEvent.Infeasible(var reason) -> Optional.of(new TaskOutcome.Infeasible(reason));
        case SlotEvent.Failed(var category, var reason) -> Optional.of(failed(category, reason));
        case SlotEvent.Cancelled() ->
            Optional.of(failed(FailureCategory.INFRASTRUCTURE, "The task was cancelled."));
      };
    }

    private void passOn(TrainingProgress progress) {
      heard = OptionalLong.of(System.nanoTime());
      if (progress.finishedEpoch().isPresent() || System.nanoTime() - reported >= BETWEEN_REPORTS) {
        held.progress(progress);
        reported = System.nanoTime();
      }
      progress.finishedEpoch().ifPresent(epoch -> held.say(List.of(text(epoch))));
    }

    private void endIfStuck() throws SlotEndedException {
      if (room.full()) {
        // It may have a result that it cannot write.
        heard = OptionalLong.of(System.nanoTime());
      }
      if (heard.isPresent() && System.nanoTime() - heard.getAsLong() >= SILENCE) {
        drop();
        throw new SlotEndedException(
            "The slot's process said nothing for %d min and was ended."
                .formatted(Duration.ofNanos(SILENCE).toMinutes()));
      }
    }
  }

  private static String text(EpochMetrics epoch) {
    return String.format(
        Locale.ROOT,
        "epoch %d: loss %.4f, accuracy %.1f %%, %.0f images/s",
        epoch.epoch(),
        epoch.trainLoss(),
        100 * epoch.validationAccuracy(),
        epoch.imagesPerSecond());
  }

  /// Lets the service have a checkpoint; without it the training goes on all the same.
  private void keep(SlotEvent.Checkpointed checkpointed, HeldLease held) {
    var file = Path.of(checkpointed.file());
    try {
      held.checkpoint(client.artifacts().upload(ArtifactReference.Role.CHECKPOINT, file));
    } catch (ApiException | UncheckedIOException e) {
      log.info("The checkpoint of step {} was not kept: {}", checkpointed.step(), e.getMessage());
    } finally {
      discard(file);
    }
  }

  /// What was trained so far goes along with a task that is given back.
  private void saveLast(HeldLease held) {
    var process = slot;
    if (process == null || !(held.lease().work() instanceof TrainTask) || !process.alive()) {
      return;
    }
    long deadline = System.nanoTime() + LAST_CHECKPOINT.toNanos();
    try {
      process.send(new SlotCommand.Checkpoint());
      while (System.nanoTime() < deadline) {
        if (process.next(GLANCE).orElse(null) instanceof SlotEvent.Checkpointed checkpointed) {
          keep(checkpointed, held);
          return;
        }
      }
    } catch (IOException | SlotEndedException e) {
      log.info("What task {} did last is lost: {}", held.lease().task(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<SlotEvent> next(SlotProcess process)
      throws InterruptedException, SlotEndedException {
    try {
      return process.next(GLANCE);
    } catch (SlotEndedException e) {
      drop();
      throw e;
    }
  }

  private List<ArtifactReference> uploaded(SlotEvent.Trained trained) throws InterruptedException {
    return List.of(
        upload(ArtifactReference.Role.WEIGHTS, trained.weights()),
        upload(ArtifactReference.Role.MODEL, trained.model()));
  }

  private ArtifactReference upload(ArtifactReference.Role role, String file)
      throws InterruptedException {
    return Patience.call(() -> client.artifacts().upload(role, Path.of(file)));
  }

  private SlotProcess process() throws IOException, InterruptedException {
    var current = slot;
    if (current != null && current.alive()) {
      return current;
    }
    drop();
    var started = floor.start(launcher::start);
    slot = started;
    return started;
  }

  private void drop() {
    var lost = slot;
    if (lost != null) {
      lost.kill();
      floor.ended(lost);
      slot = null;
    }
  }

  private static TaskOutcome failed(FailureCategory category, String reason) {
    return new TaskOutcome.Failed(category, reason);
  }

  /// What cannot be deleted is left: it must not turn a finished training into a failed one.
  private static void discard(Path root) {
    try {
      Scratch.delete(root);
    } catch (IOException e) {
      log.warn("{} could not be deleted: {}", root, e.toString());
    }
  }
}
