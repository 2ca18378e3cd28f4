package dev.archway.worker.data;

import dev.archway.core.recipe.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// CIFAR-10 in its published binary form (Krizhevsky 2009): five training files and a test file of
/// 10,000 records of 3,073 bytes each.
final class Cifar10 {
  /// The folder inside the published archive.
  static final String FOLDER = "cifar-10-batches-bin";

  static final String FIRST_FILE = "data_batch_1.bin";
  private static final List<String> TRAIN =
      IntStream.rangeClosed(1, 5).mapToObj("data_batch_%d.bin"::formatted).toList();
  private static final String TEST = "test_batch.bin";

  private Cifar10() {}

  /// The data set in `folder` or its sub-folder [#FOLDER], if any of its files is there.
  static Optional<ImageSource> in(Path folder) {
    return Stream.of(folder, folder.resolve(FOLDER))
        .filter(f -> names().anyMatch(n -> Files.exists(f.resolve(n))))
        .findFirst()
        .map(Cifar10::at);
  }

  static ImageSource at(Path folder) {
    return new ImageSource(
        Dataset.CIFAR_10,
        folder,
        TRAIN.stream().map(folder::resolve).toList(),
        folder.resolve(TEST));
  }

  static Stream<String> names() {
    return Stream.concat(TRAIN.stream(), Stream.of(TEST));
  }
}
