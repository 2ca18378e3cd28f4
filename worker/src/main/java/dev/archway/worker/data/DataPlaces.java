package dev.archway.worker.data;

import dev.archway.core.recipe.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where images may lie on this machine. A folder that somebody named, by option or by
/// `ARCHWAY_DATA`, holds them or is an error: nothing is fetched behind their back.
///
/// @param named the folder that somebody named
/// @param cache where fetched and generated images are kept
public record DataPlaces(Optional<Path> named, Path cache) {
  /// The environment variable that names a folder.
  public static final String VARIABLE = "ARCHWAY_DATA";

  /// The places of this process: `option` if given, else `ARCHWAY_DATA`, else the user's cache.
  public static DataPlaces of(@Nullable Path option) {
    var variable = System.getenv(VARIABLE);
    var named =
        option != null ? option : variable == null || variable.isBlank() ? null : Path.of(variable);
    return new DataPlaces(
        Optional.ofNullable(named),
        Path.of(System.getProperty("user.home"), ".cache", "archway", "data"));
  }

  /// Finds a data set and checks its files' sizes.
  ///
  /// @param fetch whether one that is nowhere may be downloaded into the cache
  public ImageSource find(Dataset dataset, boolean fetch) throws DataException {
    if (dataset.equals(Dataset.CIFAR_10)) {
      return cifar10(fetch);
    }
    if (dataset.equals(Dataset.GENERATED)) {
      return GeneratedImages.inFolder(cache);
    }
    throw new DataException(
        DataException.Reason.MISSING,
        "This worker knows no images of data set " + dataset.name() + ".");
  }

  private ImageSource cifar10(boolean fetch) throws DataException {
    if (named.isPresent()) {
      if (!Files.isDirectory(named.get())) {
        throw new DataException(
            DataException.Reason.MISSING,
            "There is no folder %s. Name the one that holds %s."
                .formatted(named.get(), Cifar10.FOLDER));
      }
      return Cifar10.in(named.get())
          .orElseThrow(() ->
              new DataException(
                  DataException.Reason.MISSING,
                  ("Folder %s holds no CIFAR-10: neither it nor a folder %s in it has %s.\n"
                          + "Maybe the archive there is not unpacked, or is not the binary"
                          + " version.")
                      .formatted(named.get(), Cifar10.FOLDER, Cifar10.FIRST_FILE)))
          .checked();
    }
    var cached = Cifar10.in(cache);
    if (cached.isPresent()) {
      return cached.get().checked();
    }
    if (!fetch) {
      throw new DataException(
          DataException.Reason.NOWHERE,
          "No CIFAR-10 on this machine: no folder was named, and %s has none."
              .formatted(cache.resolve(Cifar10.FOLDER)));
    }
    new Cifar10Download(Cifar10Download.HOME, Cifar10Download.MD5, Cifar10Download.SILENCE)
        .into(cache);
    return Cifar10.at(cache.resolve(Cifar10.FOLDER)).checked();
  }
}
