package dev.archway.client;

import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.LogLines;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TrainingProgress;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims a task, keeps its lease, hands it to a handler, reports, and begins again: the one loop
/// of workers and devices. A service that is away is waited for; a lease that was lost meanwhile is
/// dropped, because someone else holds it now.
public final class LeaseLoop implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(LeaseLoop.class);

  private final ArchwayClient client;
  private final ClaimRequest request;
  private final TaskHandler handler;

  /// A loop that holds one task at a time.
  public LeaseLoop(ArchwayClient client, ClaimRequest request, TaskHandler handler) {
    if (request.atMost() != 1) {
      throw new IllegalArgumentException(
          "A lease loop holds one task at a time, but would claim " + request.atMost() + ".");
    }
    this.client = client;
    this.request = request;
    this.handler = handler;
  }

  /// Runs until its thread is interrupted.
  @Override
  public void run() {
    try (var heartbeats = Executors.newSingleThreadScheduledExecutor(LeaseLoop::daemon)) {
      while (true) {
        handler.awaitFit();
        for (var lease : Patience.call(() -> client.leases().claim(request))) {
          work(lease, heartbeats);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("heartbeats").unstarted(work);
  }

  private void work(Lease lease, ScheduledExecutorService heartbeats) throws InterruptedException {
    var held = new Held(lease);
    long period = Leases.beat(lease).toMillis();
    var beating = heartbeats.scheduleAtFixedRate(held::beat, period, period, TimeUnit.MILLISECONDS);
    try {
      var outcome = outcome(held);
      if (!held.cancelled()) {
        Patience.run(() -> client.leases().report(lease, outcome));
      } else if (!held.lost) {
        giveBack(lease);
      }
    } catch (UnfitHostException e) {
      log.warn("Task {} is given back: {}", lease.task(), e.getMessage());
      giveBackPatiently(lease);
    } catch (ApiException e) {
      log.warn("The result of task {} was refused: {}", lease.task(), e.getMessage());
    } catch (InterruptedException e) {
      giveBack(lease);
      throw e;
    } finally {
      beating.cancel(false);
    }
  }

  private TaskOutcome outcome(Held held) throws InterruptedException, UnfitHostException {
    try {
      return handler.handle(held);
    } catch (RuntimeException e) {
      // A call that was interrupted ends in an exception, too, but is no failure of the task.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      log.error("Task {} broke", held.lease().task(), e);
      return new TaskOutcome.Failed(FailureCategory.INFRASTRUCTURE, e.toString());
    }
  }

  /// What keeps this host from working may keep the service from answering, too, such as a disk
  /// that both use.
  private void giveBackPatiently(Lease lease) throws InterruptedException {
    try {
      Patience.run(() -> client.leases().giveBack(lease));
    } catch (ApiException e) {
      log.info("Task {} is no longer held: {}", lease.task(), e.getMessage());
    }
  }

  private void giveBack(Lease lease) {
    // The interrupt that stops this thread would stop the call, too.
    boolean interrupted = Thread.interrupted();
    try {
      client.leases().giveBack(lease);
    } catch (ApiException | UncheckedIOException e) {
      log.warn(
          "Task {} could not be given back; its lease will expire: {}",
          lease.task(),
          e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final class Held implements HeldLease {
    private final Lease lease;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile boolean lost;
    private volatile boolean enough;

    Held(Lease lease) {
      this.lease = lease;
    }

    @Override
    public Lease lease() {
      return lease;
    }

    @Override
    public boolean cancelled() {
      return cancelled.get();
    }

    @Override
    public boolean enough() {
      return enough;
    }

    @Override
    public void progress(TrainingProgress progress) {
      hear(() -> client.leases().progress(lease, progress));
    }

    @Override
    public void checkpoint(ArtifactReference checkpoint) {
      hear(() -> client.leases().checkpoint(lease, checkpoint));
    }

    @Override
    public void say(List<String> printed) {
      var lines = printed.stream().map(LogLines::fitting).toList();
      try {
        heed(client.leases().log(lease, new LogLines(lines)));
      } catch (ApiException | UncheckedIOException e) {
        // An older service takes none: no reason to take the lease for lost.
        log.debug("Task {} could not say {}: {}", lease.task(), lines, e.getMessage());
      }
    }

    void beat() {
      hear(() -> client.leases().heartbeat(lease));
    }

    private void heed(LeaseAnswer answer) {
      if (answer.cancel()) {
        cancelled.set(true);
      }
      answer
          .enough()
          .ifPresent(why -> {
            log.info("Task {}: this epoch is the last. {}", lease.task(), why);
            enough = true;
          });
    }

    private void hear(Supplier<LeaseAnswer> call) {
      try {
        heed(call.get());
      } catch (ApiException e) {
        if (!e.passing()) {
          log.warn("Lost the lease of task {}: {}", lease.task(), e.getMessage());
          lost = true;
          cancelled.set(true);
        }
      } catch (UncheckedIOException e) {
        log.info("No heartbeat for task {}: {}", lease.task(), e.getMessage());
      }
    }
  }
}
