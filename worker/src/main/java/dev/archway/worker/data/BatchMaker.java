package dev.archway.worker.data;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.recipe.Augmentation;
import dev.archway.core.recipe.Dataset;
import java.util.random.RandomGenerator;

/// Makes batches of images: crops, flips and normalizes bytes. Not safe for use by many threads.
public final class BatchMaker {
  private final Images images;
  private final FeatureShape shape;

  /// The normalized value of each byte, per channel.
  private final float[][] normalized;

  private final byte[] raw;

  public BatchMaker(Dataset dataset, Images images) {
    this.images = images;
    this.shape = dataset.image();
    this.raw = new byte[images.pixelBytes()];
    this.normalized = new float[shape.channels()][256];
    for (int c = 0; c < shape.channels(); c++) {
      for (int value = 0; value < 256; value++) {
        normalized[c][value] =
            (float) ((value / 255.0 - dataset.mean().get(c)) / dataset.deviation().get(c));
      }
    }
  }

  /// The images `order[from]` to `order[from + size - 1]` as they are.
  public Batch plain(int[] order, int from, int size) {
    var batch = empty(size);
    for (int i = 0; i < size; i++) {
      put(batch, i, order[from + i], 0, 0, false);
    }
    return batch;
  }

  /// The same images, each cropped and flipped as `random` has it. What a crop takes from outside
  /// the image is black.
  public Batch augmented(
      int[] order, int from, int size, Augmentation augmentation, RandomGenerator random) {
    int padding = augmentation.padding();
    var batch = empty(size);
    for (int i = 0; i < size; i++) {
      int down = random.nextInt(-padding, padding + 1);
      int right = random.nextInt(-padding, padding + 1);
      boolean flip = augmentation.flip() && random.nextBoolean();
      put(batch, i, order[from + i], down, right, flip);
    }
    return batch;
  }

  private Batch empty(int size) {
    return new Batch(new float[size * images.pixelBytes()], new int[size]);
  }

  private void put(Batch batch, int position, int image, int down, int right, boolean flip) {
    images.pixels(image, raw);
    batch.labels()[position] = images.label(image);
    int height = shape.height();
    int width = shape.width();
    for (int c = 0; c < shape.channels(); c++) {
      int target = position * images.pixelBytes() + c;
      for (int y = 0; y < height; y++) {
        int fromY = y + down;
        for (int x = 0; x < width; x++) {
          int fromX = (flip ? width - 1 - x : x) + right;
          boolean inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
          int value = inside ? raw[(c * height + fromY) * width + fromX] & 0xff : 0;
          batch.pixels()[target] = normalized[c][value];
          target += shape.channels();
        }
      }
    }
  }
}
