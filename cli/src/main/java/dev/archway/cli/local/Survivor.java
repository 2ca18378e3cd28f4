package dev.archway.cli.local;

import dev.archway.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A PostgreSQL server that still runs over a data folder though the launcher that started it is
/// gone.
final class Survivor {
  static final String PROCESS_FILE = "postmaster.pid";
  private static final Duration FAST = Duration.ofSeconds(30);
  private static final Duration IMMEDIATE = Duration.ofSeconds(10);

  private Survivor() {}

  /// Stops the server of `data`, if one runs, and forgets one that does not: PostgreSQL itself
  /// would take any process that has got its number meanwhile for it.
  static void stop(Path data, Path binaries) throws IOException {
    var server = find(data, binaries);
    if (server.isEmpty()) {
      Files.deleteIfExists(data.resolve(PROCESS_FILE));
      return;
    }
    if (!ends(server.get(), "INT", FAST) && !ends(server.get(), "QUIT", IMMEDIATE)) {
      throw new Refusal(
          "PostgreSQL still runs over %s as process %d and does not stop; end that process."
              .formatted(data, server.get().pid()));
    }
  }

  /// The server of `data`, if one runs; refuses a process that does not say what it is.
  static Optional<ProcessHandle> find(Path data, Path binaries) throws IOException {
    var process = named(data);
    var known = process.isPresent() && Files.exists(binaries);
    return known && isServer(process.get(), binaries) ? process : Optional.empty();
  }

  /// The process of the number that the last server of `data` had, whatever it is now.
  static Optional<ProcessHandle> named(Path data) throws IOException {
    var file = data.resolve(PROCESS_FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,9}")) {
      // A power cut can leave the file empty; no server lives through one.
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(ProcessHandle::isAlive);
  }

  private static boolean isServer(ProcessHandle process, Path binaries) throws IOException {
    var program = process.info().command();
    if (program.isEmpty()) {
      throw new Refusal(
          "Process %d may be the PostgreSQL of this home, but belongs to someone else; end it."
              .formatted(process.pid()));
    }
    return Path.of(program.get()).startsWith(binaries.toRealPath());
  }

  /// SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one; Java can send SIGTERM alone,
  /// which waits for all clients to leave.
  static void signal(ProcessHandle process, String signal) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
  }

  private static boolean ends(ProcessHandle process, String signal, Duration within)
      throws IOException {
    signal(process, signal);
    try {
      process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while PostgreSQL stops", e);
    }
  }
}
