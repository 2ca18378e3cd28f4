package dev.archway.cli.local;

import dev.archway.cli.terminal.Notes;
import dev.archway.cli.terminal.Refusal;
import dev.archway.client.AccessToken;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One program that is kept running until it is stopped: one that ends by itself is started again a
/// few times. Its standard input is a pipe that nothing is written to and that closes with this
/// process, however that ends; the program takes the end of it as the word to stop.
final class Child implements AutoCloseable {
  static final int RESTARTS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Set<String> SECRETS = Set.of(AccessToken.ENVIRONMENT, "ARCHWAY_ADMIN_TOKEN");
  private static final Duration GRACE = Duration.ofSeconds(20);

  /// What to run under which name, and where its output goes.
  record Command(String name, List<String> line, Map<String, String> environment, Path log) {
    Command {
      line = List.copyOf(line);
      environment = Map.copyOf(environment);
    }
  }

  private final Command command;
  private final Leftovers leftovers;
  private final Notes notes;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Process process;

  private Child(Command command, Leftovers leftovers, Notes notes) {
    this.command = command;
    this.leftovers = leftovers;
    this.notes = notes;
  }

  /// Starts the program; `gaveUp` hears once of a program that does not stay.
  static Child start(Command command, Leftovers leftovers, Notes notes, Consumer<Refusal> gaveUp) {
    var child = new Child(command, leftovers, notes);
    var first = child.launch();
    if (first != null) {
      Thread.ofVirtual().name(command.name()).start(() -> child.keep(first, gaveUp));
    }
    return child;
  }

  private synchronized @Nullable Process launch() {
    if (stopping.getCount() == 0) {
      return null;
    }
    try {
      var builder =
          new ProcessBuilder(deaf(command.line()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
      // Programs of this machine show each other no tokens; those are for other services.
      builder.environment().keySet().removeAll(SECRETS);
      builder.environment().putAll(command.environment());
      var started = builder.start();
      process = started;
      leftovers.remember(started);
      return started;
    } catch (IOException e) {
      throw new Refusal(
          "The %s cannot be started: %s.".formatted(command.name(), e.getMessage()), e);
    }
  }

  /// A shell that becomes the program, deaf to what a terminal sends to a whole group of processes:
  /// Ctrl-C is the launcher's to hear, which ends its programs in an order in which each can still
  /// hand over what it holds. Windows knows no such signals.
  private static List<String> deaf(List<String> line) {
    if (File.separatorChar == '\\') {
      return line;
    }
    var deaf = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    deaf.addAll(line);
    return deaf;
  }

  private void keep(Process first, Consumer<Refusal> gaveUp) {
    try {
      Process running = first;
      for (int restarts = 0; running != null; restarts++) {
        int status = running.waitFor();
        // Ctrl-C reaches the whole foreground group: this pause lets our own end come first.
        if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        if (restarts == RESTARTS) {
          gaveUp.accept(new Refusal(ended(status) + " again and again; " + readLog()));
          return;
        }
        notes.note(ended(status) + " and is started again; " + readLog());
        running = launch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Refusal e) {
      gaveUp.accept(e);
    }
  }

  private String ended(int status) {
    return "The %s ended with status %d".formatted(command.name(), status);
  }

  private String readLog() {
    return "read " + command.log() + ".";
  }

  /// Stops the program for good: by word, after [#GRACE] by signal, and then by force.
  @Override
  public void close() {
    var running = stopStarting();
    if (running == null) {
      return;
    }
    try {
      running.getOutputStream().close();
    } catch (IOException _) {
      // A pipe whose reader is gone is as closed as it needs to be.
    }
    try {
      if (!running.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroy();
        if (!running.waitFor(GRACE.toMillis() / 4, TimeUnit.MILLISECONDS)) {
          running.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      running.destroy();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Process stopStarting() {
    stopping.countDown();
    return process;
  }
}
