package dev.archway.worker.supervisor;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All slot processes of this worker, which stand still while something on this host is timed. A
/// process starts only while the floor is open, so none ever runs that a pause has missed.
final class SlotFloor {
  private final Set<SlotProcess> running = new HashSet<>();
  private boolean open;
  private boolean closed;
  private long pausedAt;

  /// Starts one process of a slot.
  interface Starter {
    SlotProcess start() throws IOException;
  }

  /// Starts a process, once the floor is open.
  synchronized SlotProcess start(Starter starter) throws IOException, InterruptedException {
    while (!open && !closed) {
      wait();
    }
    if (closed) {
      throw new InterruptedException("The worker is stopping.");
    }
    var slot = starter.start();
    running.add(slot);
    return slot;
  }

  /// Forgets a process that ended.
  synchronized void ended(SlotProcess slot) {
    running.remove(slot);
  }

  /// Stops all processes where they are; returns once they stand.
  synchronized void pause() {
    open = false;
    pausedAt = System.nanoTime();
    Signal.STOP.send(processes());
  }

  /// Lets all processes go on, and new ones start. Each is told how long it stood, so that it can
  /// leave that out of its images a second.
  synchronized void resume() {
    long paused = System.nanoTime() - pausedAt;
    Signal.CONT.send(processes());
    // Only now: writing to a process that stands could block for ever.
    running.forEach(slot -> slot.paused(paused));
    open = true;
    notifyAll();
  }

  /// Ends all processes, stopped ones too, and starts none any more.
  synchronized void close() {
    closed = true;
    running.forEach(SlotProcess::kill);
    notifyAll();
  }

  private List<Process> processes() {
    return running.stream().map(SlotProcess::process).toList();
  }
}
