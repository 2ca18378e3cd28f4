package dev.archway.cli.local;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Json;
import dev.archway.core.recipe.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// Asks the worker, which alone knows image files, whether a data set can be had and is whole.
public final class DataCheck {
  /// How much a download would be, for people.
  public static final String DOWNLOAD = "163 MiB";

  private static final int WRONG_FOLDER = 2;
  private static final int NOT_TO_BE_HAD = 3;

  private final Installation installation;
  private final Path log;

  public DataCheck(Installation installation, Home home) {
    this(installation, home.logs().resolve("data-check.log"));
  }

  /// @param log what the worker says while it looks, and why it refuses
  public DataCheck(Installation installation, Path log) {
    this.installation = installation;
    this.log = log;
  }

  /// What the worker finds.
  public sealed interface Images {
    record Whole(Dataset dataset) implements Images {}

    /// No folder was named, and they cannot be had otherwise.
    record Nowhere(String why) implements Images {}

    /// A folder does not hold them whole.
    record Unusable(String why) implements Images {}
  }

  /// What a search is to use.
  ///
  /// @param why what stood against the real images, if they could not be had
  public record Found(Dataset dataset, Optional<String> why) {}

  /// What the worker answers.
  record Answer(String dataset, boolean real, int trainImages, int testImages, String folder) {}

  /// CIFAR-10, or the generated images where that cannot be had; refuses a folder that was named
  /// and does not hold it whole.
  ///
  /// @param fetch whether it may be downloaded
  public Found find(Optional<Path> folder, boolean fetch) {
    return switch (ask(folder, fetch)) {
      case Images.Whole(var dataset) -> new Found(dataset, Optional.empty());
      case Images.Nowhere(var why) -> new Found(Dataset.GENERATED, Optional.of(why));
      case Images.Unusable(var why) -> throw new Refusal(why);
    };
  }

  /// Where CIFAR-10 stands; refuses to guess where the worker does not answer.
  ///
  /// @param fetch whether it may be downloaded
  public Images ask(Optional<Path> folder, boolean fetch) {
    var arguments = new ArrayList<>(List.of("data-check", "--dataset", Dataset.CIFAR_10.name()));
    folder.ifPresent(f -> arguments.addAll(List.of("--data", f.toAbsolutePath().toString())));
    if (fetch) {
      arguments.add("--fetch");
    }
    try {
      var process =
          new ProcessBuilder(installation.command(Installation.Program.WORKER, arguments))
              .redirectError(log.toFile())
              .start();
      process.getOutputStream().close();
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return switch (process.waitFor()) {
        case 0 -> new Images.Whole(dataset(answer));
        case WRONG_FOLDER -> new Images.Unusable(sentence());
        case NOT_TO_BE_HAD -> new Images.Nowhere(sentence());
        default -> throw new Refusal("The data cannot be checked; read " + log + ".");
      };
    } catch (IOException e) {
      throw new Refusal("The data cannot be checked: " + e.getMessage() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal("Interrupted while the data is checked.", e);
    }
  }

  private Dataset dataset(String answer) {
    try {
      var said = Json.mapper().readValue(answer.strip().lines().toList().getLast(), Answer.class);
      return Dataset.named(said.dataset()).orElseThrow();
    } catch (JacksonException | java.util.NoSuchElementException e) {
      throw new Refusal("The data check answered '" + answer + "'; read " + log + ".", e);
    }
  }

  /// The last sentence that the worker wrote, with the guesses below it that begin with "Maybe".
  private String sentence() throws IOException {
    var lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return "The data check ended without a word.";
    }
    int first = lines.size() - 1;
    while (first > 0 && lines.get(first).startsWith("Maybe")) {
      first--;
    }
    return String.join("\n", lines.subList(first, lines.size()));
  }
}
