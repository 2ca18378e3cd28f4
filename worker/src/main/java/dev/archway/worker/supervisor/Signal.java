package dev.archway.worker.supervisor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A POSIX signal, which Java itself cannot send: the program `kill` does. Where there is none
/// (Windows), slots run on while a network is timed, and figures taken beside them are disturbed.
enum Signal {
  STOP,
  CONT;

  private static final Logger log = LoggerFactory.getLogger(Signal.class);

  /// Sends this to all that are alive and returns once it is delivered.
  void send(Collection<Process> processes) {
    var alive = processes.stream().filter(Process::isAlive).toList();
    if (alive.isEmpty()) {
      return;
    }
    var command = new ArrayList<>(List.of("kill", "-" + name()));
    alive.forEach(process -> command.add(Long.toString(process.pid())));
    boolean interrupted = Thread.interrupted();
    try {
      var kill =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(5, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      log.warn("Slots cannot be sent {}: {}", name(), e.getMessage());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
