package dev.archway.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.core.recipe.Dataset;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPlacesTest {
  @TempDir Path folder;
  private Path named;
  private DataPlaces places;

  @BeforeEach
  void nameAFolder() {
    named = folder.resolve("named");
    places = new DataPlaces(Optional.of(named), folder.resolve("cache"));
  }

  @Test
  void findsCifar10InTheNamedFolder() throws Exception {
    Cifar10Files.black(named);

    assertThat(places.find(Dataset.CIFAR_10, false).folder()).isEqualTo(named);
  }

  @Test
  void findsCifar10InThePublishedFolderInsideTheNamedOne() throws Exception {
    var published = Cifar10Files.black(named.resolve("cifar-10-batches-bin"));

    assertThat(places.find(Dataset.CIFAR_10, false).folder()).isEqualTo(published);
  }

  @Test
  void findsCifar10InTheCacheWhenNobodyNamedAFolder() throws Exception {
    var cache = folder.resolve("cache");
    var published = Cifar10Files.black(cache.resolve("cifar-10-batches-bin"));

    assertThat(new DataPlaces(Optional.empty(), cache).find(Dataset.CIFAR_10, false).folder())
        .isEqualTo(published);
  }

  @Test
  void refusesANamedFolderWithoutImagesEvenWhenFetchingIsAllowed() throws Exception {
    Files.createDirectory(named);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> places.find(Dataset.CIFAR_10, true))
        .withMessageContaining(named.toString())
        .withMessageContaining("holds no CIFAR-10")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DataException.Reason.MISSING));
  }

  @Test
  void refusesANamedFolderThatIsNotThereAsSuch() {
    var missing = folder.resolve("not-here");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> new DataPlaces(Optional.of(missing), folder).find(Dataset.CIFAR_10, true))
        .withMessage(
            "There is no folder %s. Name the one that holds cifar-10-batches-bin.", missing)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DataException.Reason.MISSING));
  }

  @Test
  void saysNowhereWhenNobodyNamedAFolderAndTheCacheIsEmpty() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() ->
            new DataPlaces(Optional.empty(), folder.resolve("cache")).find(Dataset.CIFAR_10, false))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DataException.Reason.NOWHERE));
  }

  @Test
  void refusesAFileThatIsCutShortWithItsExpectedAndFoundSize() throws Exception {
    Cifar10Files.black(named);
    cut(named.resolve("data_batch_3.bin"), 30_729_999);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> places.find(Dataset.CIFAR_10, false))
        .withMessageContaining("data_batch_3.bin")
        .withMessageContaining("30730000")
        .withMessageContaining("30729999")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DataException.Reason.DAMAGED));
  }

  @Test
  void refusesATestFileThatIsCutShortBeforeAnyTraining() throws Exception {
    Cifar10Files.black(named);
    cut(named.resolve("test_batch.bin"), 3073);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> places.find(Dataset.CIFAR_10, false))
        .withMessageContaining("test_batch.bin");
  }

  @Test
  void refusesAFolderThatLacksAFile() throws Exception {
    Cifar10Files.black(named);
    Files.delete(named.resolve("data_batch_5.bin"));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> places.find(Dataset.CIFAR_10, false))
        .withMessageContaining("data_batch_5.bin is missing");
  }

  @Test
  void refusesALabelThatIsNoClassWithItsRecord() throws Exception {
    Cifar10Files.black(named);
    Cifar10Files.poke(named.resolve("data_batch_2.bin"), 17L * Cifar10Files.RECORD, 10);

    var source = places.find(Dataset.CIFAR_10, false);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(source::train)
        .withMessageContaining("data_batch_2.bin")
        .withMessageContaining("record 17 has 10");
  }

  @Test
  void trainingNeverOpensTheTestFile() throws Exception {
    Cifar10Files.black(named);
    Cifar10Files.poke(named.resolve("test_batch.bin"), 0, 99);
    var source = places.find(Dataset.CIFAR_10, false);

    assertThat(source.train().count()).isEqualTo(50_000);
    assertThatExceptionOfType(DataException.class).isThrownBy(source::test);
  }

  private static void cut(Path file, long size) throws IOException {
    try (var open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(size);
    }
  }
}
