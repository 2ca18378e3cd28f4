package dev.archway.worker.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.recipe.Dataset;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedImagesTest {
  @TempDir static Path cache;

  @Test
  void showsEachClassEquallyOften() throws Exception {
    var train = source().train();
    var counts = new int[10];
    for (int i = 0; i < train.count(); i++) {
      counts[train.label(i)]++;
    }

    assertThat(train.count()).isEqualTo(Dataset.GENERATED.trainImages());
    assertThat(counts).containsOnly(Dataset.GENERATED.trainImages() / 10);
  }

  @Test
  void testImagesAreNoneOfTheTrainingImages() throws Exception {
    var source = source();
    var seen = pictures(source.train());
    int before = seen.size();
    var test = pictures(source.test());

    assertThat(before).isEqualTo(Dataset.GENERATED.trainImages());
    assertThat(test).hasSize(Dataset.GENERATED.testImages()).doesNotContainAnyElementsOf(seen);
  }

  @Test
  void areTheSameBytesOnEveryMachine() {
    var sum = new CRC32();
    for (int i = 0; i < 100; i++) {
      sum.update(Drawing.record(i));
    }

    assertThat(sum.getValue()).isEqualTo(GOLDEN);
  }

  /// Of the first 100 records as they were first drawn; another value needs another folder name.
  private static final long GOLDEN = 912508524L;

  private static ImageSource source() throws DataException {
    return new DataPlaces(Optional.empty(), cache).find(Dataset.GENERATED, false);
  }

  private static Set<ByteBuffer> pictures(Images images) {
    var pictures = new HashSet<ByteBuffer>();
    for (int i = 0; i < images.count(); i++) {
      var pixels = new byte[images.pixelBytes()];
      images.pixels(i, pixels);
      pictures.add(ByteBuffer.wrap(pixels));
    }
    return pictures;
  }
}
