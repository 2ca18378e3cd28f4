package dev.archway.cli.local;

import dev.archway.cli.terminal.Notes;
import dev.archway.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The programs that the launchers of a home started, written down there. A launcher that is killed
/// cannot end them: they notice by themselves, but need a moment to give back what they hold. The
/// next launcher waits for them, so that nothing of two lives runs at once.
final class Leftovers {
  /// A worker saves what its slots did, which takes some seconds.
  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final Duration FORCED = Duration.ofSeconds(5);

  private final Path folder;

  Leftovers(Path folder) {
    this.folder = folder;
  }

  /// Writes a process down with its start, by which it is told from a later one of its number.
  void remember(Process process) {
    var file = folder.resolve(Long.toString(process.pid()));
    try {
      Files.writeString(file, started(process.toHandle()).orElse(""));
      var _ = process.onExit().thenRun(() -> forget(file));
    } catch (IOException _) {
      // As on a full disk. A process that is not written down ends by itself all the same.
    }
  }

  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // It names a process that is no more, and says so to the next start as well.
    }
  }

  private static Optional<String> started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString);
  }

  /// Waits for what an earlier launcher left running, and ends what does not end.
  void end(Notes notes) throws InterruptedException {
    var left = alive();
    if (!left.isEmpty()) {
      notes.note("Waiting for what an earlier Archway left running to end ...");
    }
    if (!ended(left, GRACE)) {
      left.forEach(ProcessHandle::destroyForcibly);
      if (!ended(left, FORCED)) {
        throw new Refusal(
            "What an earlier Archway left running does not end; end process %s."
                .formatted(left.stream().filter(ProcessHandle::isAlive).toList()));
      }
    }
    clear();
  }

  private List<ProcessHandle> alive() {
    var alive = new ArrayList<ProcessHandle>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        var start = Files.readString(file);
        ProcessHandle.of(Long.parseLong(file.getFileName().toString()))
            .filter(process -> started(process).filter(start::equals).isPresent())
            .ifPresent(alive::add);
      }
      return alive;
    } catch (IOException | NumberFormatException e) {
      throw new Refusal("The folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private void clear() {
    try (var files = Files.newDirectoryStream(folder)) {
      files.forEach(Leftovers::forget);
    } catch (IOException _) {
      // The next start looks through them again.
    }
  }

  private static boolean ended(List<ProcessHandle> processes, Duration within)
      throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    for (var process : processes) {
      try {
        process.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return true;
  }
}
