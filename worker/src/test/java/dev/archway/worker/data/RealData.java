package dev.archway.worker.data;

import dev.archway.core.recipe.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// CIFAR-10 where tests find it: `ARCHWAY_DATA`, or `shared/data` beside the repository.
public final class RealData {
  private RealData() {}

  public static Path folder() {
    var variable = System.getenv(DataPlaces.VARIABLE);
    return variable == null
        ? repository().resolve("../shared/data").normalize()
        : Path.of(variable);
  }

  public static ImageSource cifar10() throws DataException {
    return new DataPlaces(Optional.of(folder()), folder()).find(Dataset.CIFAR_10, false);
  }

  private static Path repository() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".git")) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }
}
