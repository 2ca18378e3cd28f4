package dev.archway.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of all commands that start Archway on this machine, or say whether it would.
final class MachineOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: ~/.archway")
  private Path home = Path.of(System.getProperty("user.home"), ".archway");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder with CIFAR-10 in its binary form. Default: ARCHWAY_DATA, else the cache folder,"
              + " else it is downloaded.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080",
      description = "The port of the service on this machine; 0 takes a free one. Default: 8080")
  private int port;

  Path home() {
    return home;
  }

  Optional<Path> data() {
    return data;
  }

  int port() {
    return port;
  }
}
