package dev.archway.worker.supervisor;

import dev.archway.client.Json;
import dev.archway.core.recipe.Dataset;
import dev.archway.worker.data.DataException;
import dev.archway.worker.data.DataPlaces;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Says whether a data set can be trained on here, before anything is started: one line of JSON, or
/// a sentence on standard error and status 2 (the folder that was named is missing them or damaged)
/// or 3 (they are nowhere, so another data set may do).
@CommandLine.Command(
    name = "data-check",
    description = "Finds a data set, checks its files, and says where it lies.",
    mixinStandardHelpOptions = true)
final class DataCheck implements Callable<Integer> {
  static final int UNUSABLE = 2;
  static final int NOWHERE = 3;

  /// What is printed.
  record Found(String dataset, boolean real, int trainImages, int testImages, String folder) {}

  @CommandLine.Option(names = "--dataset", defaultValue = "cifar-10", description = "Its name.")
  String dataset = "";

  @CommandLine.Option(
      names = "--data",
      description = "The folder of the images; else ARCHWAY_DATA, else the cache.")
  @Nullable Path data;

  @CommandLine.Option(
      names = "--fetch",
      description = "Download the data set into the cache if no folder was named.")
  boolean fetch;

  @Override
  public Integer call() {
    return check(System.out, System.err);
  }

  int check(PrintStream out, PrintStream err) {
    var known = Dataset.named(dataset);
    if (known.isEmpty()) {
      err.printf(
          "There is no data set '%s', but only %s.%n",
          dataset, Dataset.all().stream().map(Dataset::name).toList());
      return UNUSABLE;
    }
    try {
      var source = DataPlaces.of(data).find(known.get(), fetch);
      var images = source.train().count();
      out.println(
          Json.mapper()
              .writeValueAsString(
                  new Found(
                      dataset,
                      known.get().real(),
                      images,
                      known.get().testImages(),
                      source.folder().toAbsolutePath().toString())));
      return 0;
    } catch (DataException e) {
      err.println(e.getMessage());
      return switch (e.reason()) {
        case NOWHERE -> NOWHERE;
        case MISSING, DAMAGED -> UNUSABLE;
      };
    }
  }
}
