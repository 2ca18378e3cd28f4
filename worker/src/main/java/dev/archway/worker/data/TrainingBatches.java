package dev.archway.worker.data;

import dev.archway.core.recipe.Recipe;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The batches of a training, step after step, made ahead by a thread of their own so that the
/// training thread never waits. Each epoch has its own order, drawn from (seed, epoch); each step
/// its own crops and flips, drawn from (seed, step).
public final class TrainingBatches implements AutoCloseable {
  private static final int AHEAD = 3;

  private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(AHEAD);
  private final Recipe recipe;
  private final int[] images;
  private final long seed;
  private final BatchMaker maker;
  private final Thread thread;
  private volatile @Nullable Throwable broken;

  /// Begins to make the batches of the steps from `firstStep` on.
  public TrainingBatches(Recipe recipe, int[] images, long seed, BatchMaker maker, long firstStep) {
    this.recipe = recipe;
    this.images = images.clone();
    this.seed = seed;
    this.maker = maker;
    this.thread = Thread.ofPlatform().daemon().name("batches").start(() -> make(firstStep));
  }

  /// The next step's batch.
  public Batch next() throws InterruptedException {
    while (true) {
      var batch = ready.poll(1, TimeUnit.SECONDS);
      if (batch != null) {
        return batch;
      }
      var cause = broken;
      if (cause instanceof OutOfMemoryError e) {
        throw e;
      }
      if (cause != null) {
        throw new IllegalStateException("No batch could be made: " + cause, cause);
      }
    }
  }

  private void make(long firstStep) {
    int perEpoch = recipe.stepsPerEpoch();
    var order = new int[0];
    try {
      for (long step = firstStep; step < recipe.steps(); step++) {
        if (step == firstStep || step % perEpoch == 0) {
          order = order(step / perEpoch);
        }
        ready.put(batch(order, step));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // The training thread must hear of everything that ends this one, or it would wait for ever.
      broken = e;
    }
  }

  private int[] order(long epoch) {
    var order = images.clone();
    Split.shuffle(order, Seeds.generator(Seeds.Use.ORDER, seed, epoch));
    return order;
  }

  private Batch batch(int[] order, long step) {
    int from = (int) (step % recipe.stepsPerEpoch()) * recipe.batchSize();
    return maker.augmented(
        order,
        from,
        recipe.batchSize(),
        recipe.augmentation(),
        Seeds.generator(Seeds.Use.AUGMENTATION, seed, step));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
