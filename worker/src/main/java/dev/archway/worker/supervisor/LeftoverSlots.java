package dev.archway.worker.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers slot processes in a folder. A slot ends by itself when its supervisor does, unless it
/// was stopped by a signal at that moment: the next supervisor of the folder ends such a one.
final class LeftoverSlots {
  private static final Logger log = LoggerFactory.getLogger(LeftoverSlots.class);

  private final Path folder;

  LeftoverSlots(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder).toAbsolutePath();
  }

  /// Where slot processes may leave what they leave.
  Path folder() {
    return folder;
  }

  /// Writes down a process with its start, by which it is told from a later one of the same number.
  /// One that cannot be written down, as on a full disk, ends by itself all the same.
  void remember(Process process) {
    var file = folder.resolve(Long.toString(process.pid()));
    var started = process.info().startInstant().map(Instant::toString).orElse("");
    try {
      Files.writeString(file, started);
    } catch (IOException e) {
      log.warn("Slot process {} is not written down: {}", process.pid(), e.toString());
    }
    var _ =
        process
            .onExit()
            .thenRun(() -> {
              try {
                Files.deleteIfExists(file);
              } catch (IOException e) {
                log.debug("{} stays behind: {}", file, e.getMessage());
              }
            });
  }

  /// Ends what an earlier supervisor left behind.
  void end() throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.filter(f -> f.getFileName().toString().matches("\\d+")).toList()) {
        var started = Files.readString(file);
        ProcessHandle.of(Long.parseLong(file.getFileName().toString()))
            .filter(process ->
                !started.isEmpty()
                    && process
                        .info()
                        .startInstant()
                        .map(Instant::toString)
                        .filter(started::equals)
                        .isPresent())
            .ifPresent(process -> {
              log.info("Ending slot process {}, left behind by an earlier worker", process.pid());
              process.destroyForcibly();
              process.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(_ -> process).join();
            });
        // One that was just ended may have been forgotten meanwhile, too.
        Files.deleteIfExists(file);
      }
    }
  }
}
