package dev.archway.cli.demo;

import dev.archway.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  String name() {
    return "demo-" + number;
  }
}
