package dev.archway.worker.training;

import ai.djl.ndarray.NDManager;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import dev.archway.core.weights.Weights;
import dev.archway.worker.data.BatchMaker;
import dev.archway.worker.data.DataException;
import dev.archway.worker.data.ImageSource;
import dev.archway.worker.network.TensorNetwork;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// How many images a network gets right with its running statistics.
public final class Evaluation {
  private static final int BATCH = 250;

  private Evaluation() {}

  /// The share of a data set's test images that trained weights get right.
  public static double testAccuracy(
      Network network, Weights weights, ImageSource source, BooleanSupplier cancelled)
      throws DataException {
    var images = source.test();
    var all = IntStream.range(0, images.count()).toArray();
    try (var memory = Tensors.memory();
        var tensors = new TensorNetwork(network, weights, memory)) {
      return accuracy(
          tensors,
          network.input(),
          new BatchMaker(source.dataset(), images),
          all,
          memory,
          cancelled);
    }
  }

  /// The share of `images` whose highest score is their label's; images after `cancelled` are left
  /// out, so that answer is worth nothing.
  static double accuracy(
      TensorNetwork network,
      FeatureShape image,
      BatchMaker maker,
      int[] images,
      NDManager memory,
      BooleanSupplier cancelled) {
    int right = 0;
    for (int from = 0; from < images.length && !cancelled.getAsBoolean(); from += BATCH) {
      var batch = maker.plain(images, from, Math.min(BATCH, images.length - from));
      try (var step = memory.newSubManager()) {
        var scores = network.infer(Tensors.images(batch, image, step)).toFloatArray();
        right += right(scores, batch.labels());
      }
    }
    return (double) right / images.length;
  }

  private static int right(float[] scores, int[] labels) {
    int classes = scores.length / labels.length;
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (scores[i * classes + c] > scores[i * classes + best]) {
          best = c;
        }
      }
      right += best == labels[i] ? 1 : 0;
    }
    return right;
  }
}
