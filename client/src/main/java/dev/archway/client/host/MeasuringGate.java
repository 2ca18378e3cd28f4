package dev.archway.client.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lets a device agent time a network while every worker of the host stands still.
///
/// Two lock files in one folder carry all of it, so that the operating system undoes the part of a
/// process that dies: each worker holds `training` shared while its slots run; the agent takes
/// `measuring` alone, which the workers notice within [#GLANCE], then waits to take `training`
/// alone, which it gets once every worker has paused its slots and let go.
///
/// All processes of a host must use the same folder. One gate serves one process.
public final class MeasuringGate {
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final Path measuring;
  private final Path training;

  /// A gate over the lock files in `folder`, which is created if it is missing.
  public MeasuringGate(Path folder) throws IOException {
    Files.createDirectories(folder);
    measuring = folder.resolve("measuring.lock");
    training = folder.resolve("training.lock");
  }

  /// The folder that all processes of this host share unless told otherwise.
  public static Path defaultFolder() {
    return Path.of(System.getProperty("java.io.tmpdir"), "archway-host");
  }

  /// Quiet on this host until closed.
  public static final class Quiet implements AutoCloseable {
    private final Held measuring;
    private final @Nullable Held training;

    private Quiet(Held measuring, @Nullable Held training) {
      this.measuring = measuring;
      this.training = training;
    }

    /// Whether every worker let go in time; if not, what is timed now is timed beside training.
    public boolean exclusive() {
      return training != null;
    }

    @Override
    public void close() throws IOException {
      try {
        if (training != null) {
          training.close();
        }
      } finally {
        measuring.close();
      }
    }
  }

  /// Waits for this agent's turn, asks all workers of the host to pause, and waits for them
  /// `atMost` so long.
  public Quiet quiet(Duration atMost) throws IOException, InterruptedException {
    // Another agent's turn always ends, so this wait has no limit.
    var turn = await(measuring, false, Long.MAX_VALUE).orElseThrow();
    try {
      long deadline = System.nanoTime() + atMost.toNanos();
      return new Quiet(turn, await(training, false, deadline).orElse(null));
    } catch (IOException | InterruptedException | RuntimeException e) {
      turn.close();
      throw e;
    }
  }

  /// Watches the gate for a worker until the calling thread is interrupted: runs `pause` when an
  /// agent wants quiet and `resume` when it is done. Slots may run from the moment `resume` is
  /// first called.
  public void watch(Runnable pause, Runnable resume) throws IOException, InterruptedException {
    while (true) {
      try (var _ = permitAfterAgents()) {
        resume.run();
        try {
          awaitAgent();
        } finally {
          pause.run();
        }
      }
    }
  }

  private Held permitAfterAgents() throws IOException, InterruptedException {
    try (var _ = await(measuring, true, Long.MAX_VALUE).orElseThrow()) {
      return await(training, true, Long.MAX_VALUE).orElseThrow();
    }
  }

  private void awaitAgent() throws IOException, InterruptedException {
    while (true) {
      var glance = Held.tryToTake(measuring, true);
      if (glance.isEmpty()) {
        return;
      }
      glance.get().close();
      TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
    }
  }

  private static Optional<Held> await(Path file, boolean shared, long deadline)
      throws IOException, InterruptedException {
    while (true) {
      var held = Held.tryToTake(file, shared);
      if (held.isPresent() || (deadline != Long.MAX_VALUE && System.nanoTime() > deadline)) {
        return held;
      }
      TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis() / 4);
    }
  }

  private record Held(FileChannel channel, FileLock lock) implements AutoCloseable {
    static Optional<Held> tryToTake(Path file, boolean shared) throws IOException {
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        var lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        if (lock != null) {
          return Optional.of(new Held(channel, lock));
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      channel.close();
      return Optional.empty();
    }

    @Override
    public void close() throws IOException {
      lock.release();
      channel.close();
    }
  }
}
