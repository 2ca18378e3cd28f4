package dev.archway.worker.supervisor;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.client.LeaseLoop;
import dev.archway.client.host.DiskRoom;
import dev.archway.client.host.MeasuringGate;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.WorkerRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker: registers, then works on one task per slot until it is closed. Loads no native code,
/// so that nothing a network does can take it down.
final class Supervisor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration RETRY = Duration.ofMillis(500);

  /// How long stopping waits for checkpoints to be saved and leases to be given back.
  private static final Duration FAREWELL = Duration.ofSeconds(8);

  private static final String TASKS = "tasks";
  private static final int CLAIM_WAIT_SECONDS = 10;

  private final WorkerSettings settings;
  private final ArchwayClient client;
  private final MeasuringGate gate;
  private final FileChannel lock;
  private final SlotFloor floor = new SlotFloor();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable RuntimeException broken;
  private final List<Thread> gates = new ArrayList<>();
  private final List<Thread> slots = new ArrayList<>();

  /// Takes the work folder, alone, and ends what an earlier worker left running there.
  Supervisor(WorkerSettings settings, ArchwayClient client, MeasuringGate gate) throws IOException {
    this.settings = settings;
    this.client = client;
    this.gate = gate;
    Files.createDirectories(settings.work());
    this.lock =
        FileChannel.open(
            settings.work().resolve("worker.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (!taken(lock)) {
      lock.close();
      throw new IOException("Work folder " + settings.work() + " is in use by another worker.");
    }
  }

  private static boolean taken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /// Works until [#stop()]; throws if a part of it breaks.
  void run() throws IOException, InterruptedException {
    var leftovers = new LeftoverSlots(settings.work().resolve("slots"));
    leftovers.end();
    // What a worker that was killed left of its tasks is of no use to anyone.
    Scratch.delete(settings.work().resolve(TASKS));
    register();
    begin("gate", this::watchGate, gates);
    var launcher = new SlotLauncher(leftovers, settings.data());
    var claim =
        new ClaimRequest(
            settings.name(),
            List.of(TaskKind.TRAIN, TaskKind.TEST),
            Optional.empty(),
            1,
            CLAIM_WAIT_SECONDS);
    var room = DiskRoom.of(settings.work());
    for (int slot = 1; slot <= settings.slots(); slot++) {
      var folder = settings.work().resolve(TASKS).resolve(Integer.toString(slot));
      begin(
          "slot-" + slot,
          new LeaseLoop(client, claim, new SlotTasks(client, floor, launcher, folder, room)),
          slots);
    }
    log.info(
        "Worker {} works for {} in {} slots", settings.name(), client.server(), settings.slots());
    stopped.await();
    if (broken != null) {
      throw new IOException("The worker has broken: " + broken.getMessage(), broken);
    }
  }

  private void register() throws InterruptedException {
    while (true) {
      try {
        client.fleet().register(new WorkerRegistration(settings.name(), settings.slots()));
        return;
      } catch (UncheckedIOException e) {
        log.info("{}; trying again", e.getMessage());
      } catch (ApiException e) {
        if (e.status() < 500) {
          throw e;
        }
        log.info("{} Trying again", e.getMessage());
      }
      if (stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("The worker was stopped before it could register.");
      }
    }
  }

  private void watchGate() {
    try {
      gate.watch(floor::pause, floor::resume);
    } catch (IOException e) {
      throw new UncheckedIOException("The lock files of this host cannot be used", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void begin(String name, Runnable work, List<Thread> threads) {
    if (stopped.getCount() > 0) {
      threads.add(Thread.ofPlatform().name(name).start(() -> untilBroken(name, work)));
    }
  }

  /// A worker of which a part has broken ends as a whole: half of it would look alive and do
  /// nothing, or train beside what is being timed. Whoever started it starts it again.
  private void untilBroken(String name, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("Part {} of the worker has broken", name, e);
      broken = e;
      stopped.countDown();
    }
  }

  /// Gives leases back and ends all slots; returns when that is done.
  synchronized void stop() {
    stopped.countDown();
    try {
      // Leases are given back first: a slot that just vanished would look like a failed attempt.
      // The gate goes last: without it the slots stand still, and can save nothing.
      end(slots);
      end(gates);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      floor.close();
    }
  }

  private static void end(List<Thread> threads) throws InterruptedException {
    threads.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    for (var thread : threads) {
      thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    lock.close();
  }
}
