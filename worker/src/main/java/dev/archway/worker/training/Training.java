package dev.archway.worker.training;

import ai.djl.ndarray.NDManager;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkHash;
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
  private final Split split;

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
    this.split = Split.of(recipe, dataset.trainImages());
  }

  /// What a checkpoint must be of for this training to go on from it.
  public String identity() {
    return "%s, seed %d, %s".formatted(NetworkHash.of(network).hex(), seed, recipe);
  }

  /// Trains from `start`, or from initial weights that the seed decides.
  public TrainingResult run(Optional<Weights> start, TrainingWatch watch)
      throws DataException, InterruptedException {
    return run(start.orElseGet(() -> Weights.initial(network, seed)), Optional.empty(), watch);
  }

  /// Goes on from a checkpoint of this training, to the same end as if it had never stopped.
  public TrainingResult resume(Checkpoint checkpoint, TrainingWatch watch)
      throws DataException, InterruptedException {
    if (!checkpoint.training().equals(identity()) || checkpoint.step() > recipe.steps()) {
      throw new IllegalArgumentException(
          "The checkpoint is of step %d of another training: %s; this one is %s."
              .formatted(checkpoint.step(), checkpoint.training(), identity()));
    }
    return run(checkpoint.weights(), Optional.of(checkpoint), watch);
  }

  private TrainingResult run(Weights weights, Optional<Checkpoint> from, TrainingWatch watch)
      throws DataException, InterruptedException {
    var images = source.train();
    long firstStep = from.map(Checkpoint::step).orElse(0L);
    try (var memory = Tensors.memory();
        var tensors = new TensorNetwork(network, weights, memory);
        var momentum = optimizer(tensors, from.map(Checkpoint::velocities), memory);
        var batches =
            new TrainingBatches(
                recipe, split.train(), seed, new BatchMaker(source.dataset(), images), firstStep)) {
      var maker = new BatchMaker(source.dataset(), images);
      return new Run(memory, tensors, momentum, batches, maker, watch).run(from);
    }
  }

  private Momentum optimizer(
      TensorNetwork tensors, Optional<Weights> velocities, NDManager memory) {
    return switch (recipe.optimizer()) {
      case Optimizer.Sgd sgd -> new Momentum(sgd, tensors.parameters(), velocities, memory);
    };
  }

  /// What one training holds while it runs.
  private final class Run {
    private final NDManager memory;
    private final TensorNetwork tensors;
    private final Momentum momentum;
    private final TrainingBatches batches;
    private final BatchMaker maker;
    private final TrainingWatch watch;
    private final ArrayList<EpochMetrics> epochs = new ArrayList<>();
    private long step;

    Run(
        NDManager memory,
        TensorNetwork tensors,
        Momentum momentum,
        TrainingBatches batches,
        BatchMaker maker,
        TrainingWatch watch) {
      this.memory = memory;
      this.tensors = tensors;
      this.momentum = momentum;
      this.batches = batches;
      this.maker = maker;
      this.watch = watch;
    }

    TrainingResult run(Optional<Checkpoint> from) throws InterruptedException {
      from.ifPresent(c -> {
        step = c.step();
        epochs.addAll(c.epochs());
      });
      // Of the epoch under way; the next ones begin at zero.
      double loss = from.map(Checkpoint::epochLoss).orElse(0.0);
      long nanos = from.map(Checkpoint::epochNanos).orElse(0L);
      boolean enough = false;
      while (epochs.size() < recipe.epochs() && !enough) {
        var stopped = epoch(loss, nanos);
        if (stopped.isPresent()) {
          return stopped.get();
        }
        loss = 0;
        nanos = 0;
        enough = watch.enough();
      }
      return finished();
    }

    /// The rest of the epoch under way; a result if the training ends in it.
    private Optional<TrainingResult> epoch(double lossBefore, long nanosBefore)
        throws InterruptedException {
      long end = (epochs.size() + 1L) * recipe.stepsPerEpoch();
      var speed =
          new Speed(
              recipe.batchSize(),
              BETWEEN_REPORTS,
              () -> System.nanoTime() - watch.pausedNanos(),
              step - (end - recipe.stepsPerEpoch()),
              nanosBefore);
      double loss = lossBefore;
      while (step < end) {
        if (watch.cancelled()) {
          return Optional.of(new TrainingResult.Cancelled());
        }
        double stepLoss = step(batches.next());
        if (!Double.isFinite(stepLoss)) {
          return Optional.of(
              new TrainingResult.Diverged(
                  "Training diverged: the loss is %s at step %d of %d."
                      .formatted(stepLoss, step + 1, recipe.steps())));
        }
        loss += stepLoss;
        step++;
        speed.afterStep().ifPresent(this::tell);
        if (watch.checkpointWanted()) {
          watch.checkpoint(checkpoint(loss, speed.nanos()));
        }
      }
      finish(loss / recipe.stepsPerEpoch(), speed.overall());
      return watch.cancelled() ? Optional.of(new TrainingResult.Cancelled()) : Optional.empty();
    }

    private void tell(double imagesPerSecond) {
      watch.progress(new TrainingProgress(step, recipe.steps(), imagesPerSecond, Optional.empty()));
    }

    private Checkpoint checkpoint(double loss, long nanos) {
      return new Checkpoint(
          identity(), step, epochs, loss, nanos, tensors.weights(), momentum.velocities());
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
          // Not `mul(-1f / ...)`: the backward pass would read a number that is closed by then.
          var mean = scratch.create(-1f / batch.size());
          var loss = scores.logSoftmax(1).mul(targets).sum().mul(mean);
          gradients.backward(loss);
          value = loss.getFloat();
        }
        momentum.step(recipe.schedule().factor(step, recipe.steps()), scratch);
        return value;
      }
    }

    private void finish(double loss, double imagesPerSecond) {
      double accuracy =
          Evaluation.accuracy(
              tensors, network.input(), maker, split.validation(), memory, watch::cancelled);
      var metrics = new EpochMetrics(epochs.size() + 1, loss, accuracy, imagesPerSecond);
      epochs.add(metrics);
      watch.progress(
          new TrainingProgress(step, recipe.steps(), imagesPerSecond, Optional.of(metrics)));
    }
  }
}
