package dev.archway.worker.slot;

import dev.archway.client.host.DiskRoom;
import dev.archway.core.network.Network;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.weights.Weights;
import dev.archway.onnx.OnnxModel;
import dev.archway.worker.data.DataException;
import dev.archway.worker.data.DataPlaces;
import dev.archway.worker.training.Checkpoint;
import dev.archway.worker.training.CheckpointFile;
import dev.archway.worker.training.Evaluation;
import dev.archway.worker.training.Training;
import dev.archway.worker.training.TrainingResult;
import dev.archway.worker.training.TrainingWatch;
import dev.archway.worker.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a slot does when it is told to train or to test. Whatever goes wrong becomes an event.
final class SlotWork {
  /// The file names that a training leaves in its folder.
  private static final String WEIGHTS = "weights.safetensors";

  private static final String MODEL = "model.onnx";

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(SlotWork.class);

  private final DataPlaces places;
  private final Function<Path, DiskRoom> rooms;
  private SlotCommand.@Nullable Train current;

  SlotWork(DataPlaces places) {
    this(places, DiskRoom::of);
  }

  /// @param rooms of the disk of a folder
  SlotWork(DataPlaces places, Function<Path, DiskRoom> rooms) {
    this.places = places;
    this.rooms = rooms;
  }

  SlotEvent train(SlotCommand.Train command, TrainingWatch watch) throws InterruptedException {
    return answered(() -> {
      var dataset = dataset(command.recipe().dataset());
      var source = places.find(dataset, true);
      var training =
          accepted(() -> new Training(command.network(), command.recipe(), command.seed(), source));
      current = command;
      return switch (result(training, command, watch)) {
        case TrainingResult.Finished finished -> saved(command, dataset, finished, watch);
        case TrainingResult.Diverged(var reason) -> new SlotEvent.Infeasible(reason);
        case TrainingResult.Cancelled() -> new SlotEvent.Cancelled();
      };
    });
  }

  private static TrainingResult result(
      Training training, SlotCommand.Train command, TrainingWatch watch)
      throws RefusedException, DataException, IOException, InterruptedException {
    var from = checkpoint(training, command);
    return from.isPresent()
        ? training.resume(from.get(), watch)
        : training.run(start(command), watch);
  }

  /// A checkpoint that cannot be used costs the time that it would have saved, nothing else.
  private static Optional<Checkpoint> checkpoint(Training training, SlotCommand.Train command) {
    if (command.checkpoint().isEmpty()) {
      return Optional.empty();
    }
    try {
      var read = CheckpointFile.read(Path.of(command.checkpoint().get()));
      if (read.training().equals(training.identity())) {
        requireWhole(command.network(), read);
        return Optional.of(read);
      }
      log.warn(
          "The checkpoint is of another training, so this one begins anew: {}", read.training());
    } catch (IOException | RuntimeException e) {
      log.warn("The checkpoint cannot be read, so the training begins anew: {}", e.toString());
    }
    return Optional.empty();
  }

  private static void requireWhole(Network network, Checkpoint checkpoint) {
    for (var tensor : ParameterTensor.of(network)) {
      checkpoint.weights().get(tensor);
      if (tensor.role().learned()) {
        checkpoint.velocities().get(tensor);
      }
    }
  }

  /// Writes a checkpoint of the training under way; nothing where that fails, as on a full disk:
  /// the training itself goes on.
  Optional<Path> save(Checkpoint checkpoint) {
    var command = Objects.requireNonNull(current);
    var file =
        Path.of(command.folder()).resolve("checkpoint-" + checkpoint.step() + ".safetensors");
    try {
      CheckpointFile.write(command.network(), checkpoint, file);
      return Optional.of(file);
    } catch (IOException e) {
      log.warn("No checkpoint could be written: {}", e.toString());
      return Optional.empty();
    }
  }

  private static Optional<Weights> start(SlotCommand.Train command)
      throws RefusedException, IOException {
    return command.start().isPresent()
        ? Optional.of(weights(command.network(), command.start().get()))
        : Optional.empty();
  }

  private static Weights weights(Network network, String file)
      throws RefusedException, IOException {
    var weights = Safetensors.read(Path.of(file));
    return accepted(() -> {
      ParameterTensor.of(network).forEach(weights::get);
      return weights;
    });
  }

  /// Writes what was trained. A full disk is waited for: the training is not lost to it.
  private SlotEvent saved(
      SlotCommand.Train command,
      Dataset dataset,
      TrainingResult.Finished finished,
      TrainingWatch watch)
      throws IOException, InterruptedException {
    var folder = Path.of(command.folder());
    var weights = folder.resolve(WEIGHTS);
    var model = folder.resolve(MODEL);
    var bytes = OnnxModel.trained(command.network(), finished.weights(), dataset);
    var room = rooms.apply(folder);
    boolean hadRoom = false;
    while (!watch.cancelled()) {
      try {
        Safetensors.write(command.network(), finished.weights(), weights);
        Files.write(model, bytes);
        return new SlotEvent.Trained(finished.epochs(), weights.toString(), model.toString());
      } catch (IOException e) {
        // What was written of it is still there, so that a disk that was too small for it is full.
        if (room.full()) {
          hadRoom = false;
          log.warn("What was trained cannot be saved yet, as the disk is full: {}", room.free());
          awaitSpace(room, watch);
        } else if (hadRoom) {
          throw e;
        } else {
          // Perhaps it has only just been made.
          hadRoom = true;
        }
      }
    }
    return new SlotEvent.Cancelled();
  }

  private static void awaitSpace(DiskRoom room, TrainingWatch watch) throws InterruptedException {
    while (room.full() && !watch.cancelled()) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  SlotEvent test(SlotCommand.Test command, TrainingWatch watch) throws InterruptedException {
    return answered(() -> {
      var source = places.find(dataset(command.dataset()), true);
      var weights = weights(command.network(), command.weights());
      double accuracy =
          Evaluation.testAccuracy(command.network(), weights, source, watch::cancelled);
      return watch.cancelled()
          ? new SlotEvent.Cancelled()
          : new SlotEvent.Tested(accuracy, source.dataset().testImages());
    });
  }

  private static Dataset dataset(String name) throws RefusedException {
    return Dataset.named(name)
        .orElseThrow(() ->
            new RefusedException(
                "There is no data set '%s', but only %s."
                    .formatted(name, Dataset.all().stream().map(Dataset::name).toList())));
  }

  /// What was asked for makes no sense, whoever tries.
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }

  /// What comes of a part of the assignment, which may be refused. Anywhere else an illegal
  /// argument is a fault of ours.
  private static <T> T accepted(Supplier<T> part) throws RefusedException {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private interface Work {
    SlotEvent run() throws RefusedException, DataException, IOException, InterruptedException;
  }

  private static SlotEvent answered(Work work) throws InterruptedException {
    try {
      return work.run();
    } catch (RefusedException e) {
      return new SlotEvent.Failed(FailureCategory.USER_ERROR, String.valueOf(e.getMessage()));
    } catch (DataException e) {
      return new SlotEvent.Failed(FailureCategory.INFRASTRUCTURE, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      return new SlotEvent.Failed(FailureCategory.INSUFFICIENT_RESOURCES, e.toString());
    } catch (IOException | RuntimeException e) {
      log.error("What was begun broke", e);
      return new SlotEvent.Failed(FailureCategory.INFRASTRUCTURE, e.toString());
    }
  }
}
