package dev.archway.worker.data;

import dev.archway.core.recipe.Dataset;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The built-in data set [Dataset#GENERATED]: drawn once into the cache, in CIFAR-10's file form,
/// the same bytes on every machine.
final class GeneratedImages {
  /// Changes whenever the drawing does, so that no old file is taken for a new one.
  private static final String FOLDER = "generated-10-v2";

  private GeneratedImages() {}

  static ImageSource inFolder(Path cache) throws DataException {
    var folder = cache.resolve(FOLDER);
    var source =
        new ImageSource(
            Dataset.GENERATED,
            folder,
            List.of(folder.resolve("train.bin")),
            folder.resolve("test.bin"));
    try {
      Files.createDirectories(folder);
      write(source.trainFiles().getFirst(), 0, Dataset.GENERATED.trainImages());
      write(source.testFile(), Dataset.GENERATED.trainImages(), Dataset.GENERATED.testImages());
    } catch (IOException e) {
      throw new DataException(
          DataException.Reason.NOWHERE,
          "The generated images could not be written to %s: %s".formatted(folder, e),
          e);
    }
    return source.checked();
  }

  /// Two processes may draw at the same time; they draw the same, and the file appears whole.
  private static void write(Path file, int first, int count) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    var parts = Files.createTempFile(file.toAbsolutePath().getParent(), "drawing", ".part");
    try {
      try (var out = new BufferedOutputStream(Files.newOutputStream(parts))) {
        for (int i = first; i < first + count; i++) {
          out.write(Drawing.record(i));
        }
      }
      Files.move(parts, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(parts);
    }
  }
}
