package dev.archway.cli.local;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Json;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// Asks the worker how fast this machine trains, before a search is planned.
public final class SpeedCheck {
  private final Installation installation;
  private final Home home;

  public SpeedCheck(Installation installation, Home home) {
    this.installation = installation;
    this.home = home;
  }

  /// What the worker answers.
  record Answer(double imagesPerSecond) {}

  /// Images a second that a slot trains `network` on while all are at work. Takes some ten seconds;
  /// nothing else should run.
  ///
  /// @param data the folder of the images, if one was named
  /// @param slots trainings at the same time
  public double imagesPerSecond(Network network, Dataset dataset, Optional<Path> data, int slots)
      throws InterruptedException {
    var log = home.logs().resolve("speed-check.log");
    var arguments =
        new ArrayList<>(
            List.of(
                "speed-check",
                "--dataset",
                dataset.name(),
                "--slots",
                Integer.toString(slots),
                "--work",
                home.created("worker").toString()));
    data.ifPresent(f -> arguments.addAll(List.of("--data", f.toAbsolutePath().toString())));
    try {
      var process =
          new ProcessBuilder(installation.command(Installation.Program.WORKER, arguments))
              .redirectError(log.toFile())
              .start();
      // It ends when its standard input does.
      try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
        in.write(Json.mapper().writeValueAsString(network) + "\n");
        in.flush();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new Refusal(
              "This machine's speed cannot be measured; read %s, or say how many --images."
                  .formatted(log));
        }
        return Json.mapper()
            .readValue(answer.strip().lines().toList().getLast(), Answer.class)
            .imagesPerSecond();
      } finally {
        process.destroy();
      }
    } catch (IOException | JacksonException e) {
      throw new Refusal("This machine's speed cannot be measured: " + e.getMessage() + ".", e);
    }
  }
}
