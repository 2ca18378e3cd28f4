package dev.archway.worker.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingBatchesTest {
  @TempDir static Path cache;

  @Test
  void aTrainingTakenUpLaterSeesTheSameBatches() throws Exception {
    var whole = batches(5, 0, 9);
    var resumed = batches(5, 4, 5);

    for (int i = 0; i < resumed.size(); i++) {
      assertThat(resumed.get(i).pixels()).isEqualTo(whole.get(4 + i).pixels());
      assertThat(resumed.get(i).labels()).isEqualTo(whole.get(4 + i).labels());
    }
  }

  @Test
  void eachEpochHasItsOwnOrder() throws Exception {
    var seen = batches(5, 0, 6);

    assertThat(seen.get(3).labels()).isNotEqualTo(seen.get(0).labels());
  }

  @Test
  void anotherSeedSeesOtherBatches() throws Exception {
    assertThat(batches(6, 0, 1).getFirst().pixels())
        .isNotEqualTo(batches(5, 0, 1).getFirst().pixels());
  }

  private static List<Batch> batches(long seed, long from, int count) throws Exception {
    var demo = Recipe.demo("generated-10");
    var recipe =
        new Recipe(
            demo.dataset(),
            100,
            10,
            0,
            3,
            32,
            demo.optimizer(),
            demo.schedule(),
            demo.augmentation(),
            0);
    var images = new DataPlaces(Optional.empty(), cache).find(Dataset.GENERATED, false).train();
    var seen = new ArrayList<Batch>();
    try (var batches =
        new TrainingBatches(
            recipe,
            IntStream.range(0, 100).toArray(),
            seed,
            new BatchMaker(Dataset.GENERATED, images),
            from)) {
      for (int i = 0; i < count; i++) {
        seen.add(batches.next());
      }
    }
    return seen;
  }
}
