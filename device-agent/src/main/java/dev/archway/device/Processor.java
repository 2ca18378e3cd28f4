package dev.archway.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What this machine computes on, as its maker calls it.
final class Processor {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /// `model name` stands on PCs, `Model` on a Raspberry Pi.
  private static final List<String> KEYS = List.of("model name", "Model");

  private Processor() {}

  /// The processor's name, or its architecture where the system tells no more.
  static String name() {
    return name(CPU_INFO, System.getProperty("os.arch"));
  }

  static String name(Path cpuInfo, String architecture) {
    try (var lines = Files.lines(cpuInfo)) {
      return named(lines).orElse(architecture);
    } catch (IOException e) {
      return architecture;
    }
  }

  private static Optional<String> named(Stream<String> lines) {
    return lines
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && KEYS.contains(parts[0].strip()))
        .map(parts -> parts[1].strip())
        .filter(name -> !name.isEmpty())
        .findFirst();
  }
}
