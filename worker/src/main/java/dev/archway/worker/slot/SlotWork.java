package dev.archway.worker.slot;

import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.weights.Weights;
import dev.archway.onnx.OnnxModel;
import dev.archway.worker.data.BatchMaker;
import dev.archway.worker.data.DataException;
import dev.archway.worker.data.DataPlaces;
import dev.archway.worker.network.TensorNetwork;
import dev.archway.worker.training.Evaluation;
import dev.archway.worker.training.Tensors;
import dev.archway.worker.training.Training;
import dev.archway.worker.training.TrainingResult;
import dev.archway.worker.training.TrainingWatch;
import dev.archway.worker.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a slot does when it is told to train or to test. Whatever goes wrong becomes an event.
final class SlotWork {
  /// The file names that a training leaves in its folder.
  private static final String WEIGHTS = "weights.safetensors";

  private static final String MODEL = "model.onnx";

  private final DataPlaces places;

  SlotWork(DataPlaces places) {
    this.places = places;
  }

  SlotEvent train(SlotCommand.Train command, TrainingWatch watch) throws InterruptedException {
    return answered(() -> {
      var dataset = dataset(command.recipe().dataset());
      var training =
          new Training(
              command.network(), command.recipe(), command.seed(), places.find(dataset, true));
      return switch (training.run(start(command), watch)) {
        case TrainingResult.Finished finished -> saved(command, dataset, finished);
        case TrainingResult.Diverged(var reason) -> new SlotEvent.Infeasible(reason);
        case TrainingResult.Cancelled() -> new SlotEvent.Cancelled();
      };
    });
  }

  private static Optional<Weights> start(SlotCommand.Train command) throws IOException {
    return command.start().isPresent()
        ? Optional.of(Safetensors.read(Path.of(command.start().get())))
        : Optional.empty();
  }

  private static SlotEvent saved(
      SlotCommand.Train command, Dataset dataset, TrainingResult.Finished finished)
      throws IOException {
    var folder = Path.of(command.folder());
    var weights = folder.resolve(WEIGHTS);
    var model = folder.resolve(MODEL);
    Safetensors.write(command.network(), finished.weights(), weights);
    Files.write(model, OnnxModel.trained(command.network(), finished.weights(), dataset));
    return new SlotEvent.Trained(finished.epochs(), weights.toString(), model.toString());
  }

  SlotEvent test(SlotCommand.Test command, TrainingWatch watch) throws InterruptedException {
    return answered(() -> {
      var source = places.find(dataset(command.dataset()), true);
      var weights = Safetensors.read(Path.of(command.weights()));
      var images = source.test();
      var maker = new BatchMaker(source.dataset(), images);
      double accuracy = accuracy(command.network(), weights, maker, images.count(), watch);
      return watch.cancelled()
          ? new SlotEvent.Cancelled()
          : new SlotEvent.Tested(accuracy, images.count());
    });
  }

  private static double accuracy(
      Network network, Weights weights, BatchMaker maker, int images, TrainingWatch watch) {
    try (var memory = Tensors.memory();
        var tensors = new TensorNetwork(network, weights, memory)) {
      return Evaluation.accuracy(
          tensors,
          network.input(),
          maker,
          IntStream.range(0, images).toArray(),
          memory,
          watch::cancelled);
    }
  }

  private static Dataset dataset(String name) {
    return Dataset.named(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no data set '%s', but only %s."
                    .formatted(name, Dataset.all().stream().map(Dataset::name).toList())));
  }

  private interface Work {
    SlotEvent run() throws DataException, IOException, InterruptedException;
  }

  private static SlotEvent answered(Work work) throws InterruptedException {
    try {
      return work.run();
    } catch (IllegalArgumentException e) {
      return new SlotEvent.Failed(FailureCategory.USER_ERROR, String.valueOf(e.getMessage()));
    } catch (DataException e) {
      return new SlotEvent.Failed(FailureCategory.INFRASTRUCTURE, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      return new SlotEvent.Failed(FailureCategory.INSUFFICIENT_RESOURCES, e.toString());
    } catch (IOException | RuntimeException e) {
      return new SlotEvent.Failed(FailureCategory.INFRASTRUCTURE, e.toString());
    }
  }
}
