package dev.archway.cli.demo;

import dev.archway.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where one demo of a home leaves what it found. Demos are counted from 1, and a demo's number is
/// its seed: the first one of every home proposes from the same start.
public record DemoFolder(int number, Path path) {

  /// The folder after the last one in `experiments`, which is made where it is missing.
  public static DemoFolder next(Path experiments) {
    try {
      Files.createDirectories(experiments);
      for (int number = 1; ; number++) {
        var path = experiments.resolve("demo-" + number);
        try {
          return new DemoFolder(number, Files.createDirectory(path));
        } catch (FileAlreadyExistsException _) {
          // An earlier demo's: the next number may be free.
        }
      }
    } catch (IOException e) {
      throw new Refusal("No folder can be made in " + experiments + ".", e);
    }
  }

  /// The folder of the demo of that name, if it has one and has not brought its best network home
  /// yet.
  static Optional<DemoFolder> unfinished(Path experiments, String name) {
    if (!name.matches("demo-\\d{1,9}")) {
      return Optional.empty();
    }
    var folder = new DemoFolder(Integer.parseInt(name.substring(5)), experiments.resolve(name));
    return Files.isDirectory(folder.path()) && !Files.exists(folder.onnx())
        ? Optional.of(folder)
        : Optional.empty();
  }

  /// Where the best network lies once the demo has ended.
  Path onnx() {
    return path.resolve("best.onnx");
  }

  Path weights() {
    return path.resolve("best.safetensors");
  }

  /// Where a trial's architecture is drawn.
  Path picture(int trial) {
    return path.resolve("trial-" + trial + ".svg");
  }

  String name() {
    return "demo-" + number;
  }
}
