package dev.archway.worker.supervisor;

import dev.archway.client.Json;
import dev.archway.core.task.LogLines;
import dev.archway.worker.slot.SlotCommand;
import dev.archway.worker.slot.SlotEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// A slot's child process as its supervisor sees it: commands go in, events come out, and it may be
/// gone at any moment.
final class SlotProcess {
  private static final Logger log = LoggerFactory.getLogger(SlotProcess.class);

  /// What every line begins with that a JVM says of its own crash, whatever its options on standard
  /// output. It must be left to finish its report.
  private static final String CRASH = "#";

  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Process process;
  private final OutputStream commands;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  private final Thread overhearing;

  /// What it printed on its standard error and nobody has asked for yet; more than a log takes at
  /// once is only printed.
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>(LogLines.AT_ONCE);

  /// An event, or none when the process has ended.
  private record Heard(@Nullable SlotEvent event) {}

  /// Takes over a process that was just started.
  SlotProcess(Process process) {
    this.process = process;
    this.commands = process.getOutputStream();
    Thread.ofPlatform().daemon().name("slot-" + process.pid()).start(this::listen);
    this.overhearing =
        Thread.ofPlatform().daemon().name("slot-" + process.pid() + "-log").start(this::overhear);
  }

  Process process() {
    return process;
  }

  private void listen() {
    try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(CRASH)) {
          log.error("Slot process {}: {}", process.pid(), line);
        } else {
          heard.add(new Heard(Json.mapper().readValue(line, SlotEvent.class)));
        }
      }
    } catch (IOException e) {
      log.debug("Slot process {} broke off: {}", process.pid(), e.getMessage());
    } catch (JacksonException e) {
      log.error("Slot process {} cannot be understood", process.pid(), e);
      process.destroyForcibly();
    }
    heard.add(new Heard(null));
  }

  /// Its standard error is this process's, too.
  private void overhear() {
    try (var lines = process.errorReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        System.err.println(line);
        said.offer(line);
      }
    } catch (IOException e) {
      log.debug("Slot process {} broke off: {}", process.pid(), e.getMessage());
    }
  }

  /// Returns once all is heard that it printed before it ended, or after a moment.
  void awaitLastWords() throws InterruptedException {
    overhearing.join(LAST_WORDS);
  }

  /// What it has printed on its standard error since this was asked last.
  List<String> said() {
    var lines = new ArrayList<String>();
    said.drainTo(lines);
    return lines;
  }

  /// Tells the slot to do something.
  void send(SlotCommand command) throws IOException {
    var line = Json.mapper().writeValueAsString(command) + "\n";
    synchronized (commands) {
      commands.write(line.getBytes(StandardCharsets.UTF_8));
      commands.flush();
    }
  }

  /// Says that the process stood still for so long.
  void paused(long nanos) {
    try {
      send(new SlotCommand.Paused(nanos));
    } catch (IOException e) {
      log.debug("Slot process {} is gone: {}", process.pid(), e.getMessage());
    }
  }

  /// The next event, if there is one within `atMost`.
  ///
  /// @throws SlotEndedException the process has ended
  Optional<SlotEvent> next(Duration atMost) throws InterruptedException, SlotEndedException {
    var next = heard.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      return Optional.empty();
    }
    if (next.event() == null) {
      throw new SlotEndedException(
          "The slot's process %d ended in mid-task with status %d."
              .formatted(process.pid(), process.waitFor()));
    }
    return Optional.of(next.event());
  }

  boolean alive() {
    return process.isAlive();
  }

  /// Ends the process, even a stopped one.
  void kill() {
    process.destroyForcibly();
  }
}
