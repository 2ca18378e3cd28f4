package dev.archway.worker.training;

import ai.djl.ndarray.NDManager;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Optimizer;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.TrainingProgress;
import dev.archway.core.weights.Weights;
import dev.archway.worker.data.Batch;
import dev.archway.worker.data.BatchMaker;
import dev.archway.worker.data.DataException;
import dev.archway.worker.data.ImageSource;
import dev.archway.worker.data.Seeds;
import dev.archway.worker.data.Split;
import dev.archway.worker.data.TrainingBatches;
import dev.archway.worker.network.DropoutMasks;
import dev.archway.worker.network.TensorNetwork;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Trains one network by one recipe on one thread. Two trainings of one network, recipe and seed
/// end with the same weights, bit for bit.
///
/// DJL's `EasyTrain` is not used: it never joins its futures, and it can neither stop between two
/// steps nor draw masks from (seed, step).
public final class Training {
  private static final long BETWEEN_REPORTS = TimeUnit.SECONDS.toNanos(1);

  private final Network network;
  private final Recipe recipe;
  private final long seed;
  private final ImageSource source;

  /// Refuses a network that does not fit the images, and a recipe that asks for too many.
  public Training(Network network, Recipe recipe, long seed, ImageSource source) {
    var dataset = source.dataset();
    if (!network.input().equals(dataset.image()) || network.classes() != dataset.classes().size()) {
      throw new IllegalArgumentException(
          "Network %s takes %s and tells %d classes apart, but data set %s has %s and %d."
              .formatted(
                  network.name(),
                  network.input(),
                  network.classes(),
                  dataset.name(),
                  dataset.image(),
                  dataset.classes().size()));
    }
    this.network = network;
    this.recipe = recipe;
    this.seed = seed;
    this.source = source;
  }

  /// Trains from `start`, or from initial weights that the seed decides.
  public TrainingResult run(Optional<Weights> start, TrainingWatch watch)
      throws DataException, InterruptedException {
    var split = Split.of(recipe, source.dataset().trainImages());
    var images = source.train();
    var initial = start.orElseGet(() -> Weights.initial(network, seed));
    try (var memory = Tensors.memory();
        var tensors = new TensorNetwork(network, initial, memory);
        var momentum = optimizer(tensors, memory);
        var batches =
            new TrainingBatches(
                recipe, split.train(), seed, new BatchMaker(source.dataset(), images), 0)) {
      var maker = new BatchMaker(source.dataset(), images);
      return new Run(memory, tensors, momentum, batches, maker, split, watch).run();
    }
  }

  private Momentum optimizer(TensorNetwork tensors, NDManager memory) {
    return switch (recipe.optimizer()) {
      case Optimizer.Sgd sgd -> new Momentum(sgd, tensors.parameters(), memory);
    };
  }

  /// What one training holds while it runs.
  private final class Run {
    private final NDManager memory;
    private final TensorNetwork tensors;
    private final Momentum momentum;
    private final TrainingBatches batches;
    private final BatchMaker maker;
    private final Split split;
    private final TrainingWatch watch;
    private final ArrayList<EpochMetrics> epochs = new ArrayList<>();
    private long step;

    Run(
        NDManager memory,
        TensorNetwork tensors,
        Momentum momentum,
        TrainingBatches batches,
        BatchMaker maker,
        Split split,
        TrainingWatch watch) {
      this.memory = memory;
      this.tensors = tensors;
      this.momentum = momentum;
      this.batches = batches;
      this.maker = maker;
      this.split = split;
      this.watch = watch;
    }

    TrainingResult run() throws InterruptedException {
      for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
        var speed =
            new Speed(
                recipe.batchSize(), BETWEEN_REPORTS, () -> System.nanoTime() - watch.pausedNanos());
        double loss = 0;
        for (int i = 0; i < recipe.stepsPerEpoch(); i++) {
          if (watch.cancelled()) {
            return new TrainingResult.Cancelled();
          }
          double stepLoss = step(batches.next());
          if (!Double.isFinite(stepLoss)) {
            return new TrainingResult.Diverged(
                "Training diverged: the loss is %s at step %d of %d."
                    .formatted(stepLoss, step + 1, recipe.steps()));
          }
          loss += stepLoss;
          step++;
          speed
              .afterStep()
              .ifPresent(recent ->
                  watch.progress(
                      new TrainingProgress(step, recipe.steps(), recent, Optional.empty())));
        }
        finish(epoch, loss / recipe.stepsPerEpoch(), speed.overall());
        if (watch.cancelled()) {
          return new TrainingResult.Cancelled();
        }
      }
      return finished();
    }

    private TrainingResult finished() {
      var weights = tensors.weights();
      for (var tensor : weights.tensors().entrySet()) {
        for (float value : tensor.getValue()) {
          if (!Float.isFinite(value)) {
            return new TrainingResult.Diverged(
                "Training diverged: " + tensor.getKey() + " holds " + value + " at the end.");
          }
        }
      }
      return new TrainingResult.Finished(epochs, weights);
    }

    private double step(Batch batch) {
      Tensors.engine().setRandomSeed(Seeds.generator(Seeds.Use.ENGINE, seed, step).nextInt());
      try (var scratch = memory.newSubManager()) {
        float value;
        try (var gradients = Tensors.engine().newGradientCollector()) {
          var scores =
              tensors.train(
                  Tensors.images(batch, network.input(), scratch), new DropoutMasks(seed, step));
          var targets =
              Tensors.targets(batch.labels(), network.classes(), recipe.labelSmoothing(), scratch);
          var loss = scores.logSoftmax(1).mul(targets).sum().mul(-1f / batch.size());
          gradients.backward(loss);
          value = loss.getFloat();
        }
        momentum.step(recipe.schedule().factor(step, recipe.steps()), scratch);
        return value;
      }
    }

    private void finish(int epoch, double loss, double imagesPerSecond) {
      double accuracy =
          Evaluation.accuracy(
              tensors, network.input(), maker, split.validation(), memory, watch::cancelled);
      var metrics = new EpochMetrics(epoch, loss, accuracy, imagesPerSecond);
      epochs.add(metrics);
      watch.progress(
          new TrainingProgress(step, recipe.steps(), imagesPerSecond, Optional.of(metrics)));
    }
  }
}
