package dev.archway.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.core.recipe.Augmentation;
import dev.archway.core.recipe.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchMakerTest {
  private static final int SIDE = 32;
  private static final int[] ONLY = {0};

  @TempDir Path folder;
  private BatchMaker maker;

  /// One image of label 3 whose red is the row, green the column and blue 200.
  @BeforeEach
  void drawOneImage() throws IOException, DataException {
    var record = new byte[Cifar10Files.RECORD];
    record[0] = 3;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        record[1 + y * SIDE + x] = (byte) y;
        record[1 + (SIDE + y) * SIDE + x] = (byte) x;
        record[1 + (2 * SIDE + y) * SIDE + x] = (byte) 200;
      }
    }
    var file = folder.resolve("one.bin");
    Files.write(file, record);
    maker = new BatchMaker(Dataset.CIFAR_10, Images.map(Dataset.CIFAR_10, List.of(file), 1));
  }

  @Test
  void laysPixelsOutWithChannelsLastAndNormalizesThem() {
    var batch = maker.plain(ONLY, 0, 1);

    assertThat(batch.labels()).containsExactly(3);
    assertThat(pixel(batch, 5, 9, 0)).isEqualTo(normalized(5, 0));
    assertThat(pixel(batch, 5, 9, 1)).isEqualTo(normalized(9, 1));
    assertThat(pixel(batch, 5, 9, 2)).isEqualTo(normalized(200, 2));
    // 200 / 255 is 0.7843; minus 0.4465 and over 0.2616 that is 1.2912.
    assertThat(pixel(batch, 0, 0, 2)).isCloseTo(1.2912f, within(1e-3f));
  }

  @Test
  void cropsFromAnImageWithBlackAround() {
    var batch = maker.augmented(ONLY, 0, 1, new Augmentation(4, false), always(4, -4, false));

    assertThat(pixel(batch, 0, 10, 0)).as("four rows up").isEqualTo(normalized(4, 0));
    assertThat(pixel(batch, 0, 10, 1)).as("four columns right").isEqualTo(normalized(6, 1));
    assertThat(pixel(batch, 0, 3, 2)).as("left of the image").isEqualTo(normalized(0, 2));
    assertThat(pixel(batch, 28, 10, 2)).as("below the image").isEqualTo(normalized(0, 2));
  }

  @Test
  void flipsAfterCropping() {
    var batch = maker.augmented(ONLY, 0, 1, new Augmentation(4, true), always(0, 2, true));

    assertThat(pixel(batch, 0, 31, 1)).isEqualTo(normalized(2, 1));
    assertThat(pixel(batch, 0, 2, 1)).isEqualTo(normalized(31, 1));
    assertThat(pixel(batch, 0, 1, 1)).as("outside").isEqualTo(normalized(0, 1));
  }

  @Test
  void leavesImagesAloneWithoutPaddingAndFlip() {
    var batch = maker.augmented(ONLY, 0, 1, new Augmentation(0, false), new SplittableRandom(1));

    assertThat(batch.pixels()).isEqualTo(maker.plain(ONLY, 0, 1).pixels());
  }

  private static float pixel(Batch batch, int y, int x, int channel) {
    return batch.pixels()[(y * SIDE + x) * 3 + channel];
  }

  private static float normalized(int value, int channel) {
    return (float)
        ((value / 255.0 - Dataset.CIFAR_10.mean().get(channel))
            / Dataset.CIFAR_10.deviation().get(channel));
  }

  private static RandomGenerator always(int down, int right, boolean flip) {
    return new RandomGenerator() {
      private boolean askedBefore;

      @Override
      public long nextLong() {
        throw new IllegalStateException("Only crops and flips are drawn.");
      }

      @Override
      public int nextInt(int from, int to) {
        askedBefore = !askedBefore;
        return askedBefore ? down : right;
      }

      @Override
      public boolean nextBoolean() {
        return flip;
      }
    };
  }
}
