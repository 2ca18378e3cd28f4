package dev.archway.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// Agents and workers are processes here, because that is what the gate is between.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
final class MeasuringGateIT {
  @TempDir Path folder;

  @Test
  void quietIsExclusiveAsSoonAsTheWorkerHasPaused() throws IOException {
    try (var worker = GateProcess.worker(folder)) {
      assertThat(worker.next()).isEqualTo("running");
      try (var agent = GateProcess.agent(folder)) {
        assertThat(agent.next()).isEqualTo("asking");
        assertThat(worker.next()).isEqualTo("pausing");
        worker.go();

        assertThat(agent.next()).isEqualTo("quiet, exclusive true");
        assertThat(worker.next()).isEqualTo("paused");
        agent.go();
        assertThat(agent.next()).isEqualTo("done");
        assertThat(worker.next()).isEqualTo("running");
      }
    }
  }

  @Test
  void quietBesideAWorkerThatDoesNotPauseInTimeIsNotExclusive()
      throws IOException, InterruptedException {
    try (var worker = GateProcess.worker(folder)) {
      assertThat(worker.next()).isEqualTo("running");
      // The worker is held inside its pause, so however long this waits, it must not be exclusive.
      try (var quiet = new MeasuringGate(folder).quiet(Duration.ofMillis(300))) {
        assertThat(quiet.exclusive()).isFalse();
      }
      assertThat(worker.next()).isEqualTo("pausing");
      worker.go();
      assertThat(worker.next()).isEqualTo("paused");
      assertThat(worker.next()).isEqualTo("running");
    }
  }

  @Test
  void quietWaitsForEveryWorkerOfTheHost() throws IOException, InterruptedException {
    try (var first = GateProcess.worker(folder);
        var second = GateProcess.worker(folder)) {
      assertThat(first.next()).isEqualTo("running");
      assertThat(second.next()).isEqualTo("running");
      try (var agent = GateProcess.agent(folder)) {
        assertThat(agent.next()).isEqualTo("asking");
        assertThat(first.next()).isEqualTo("pausing");
        assertThat(second.next()).isEqualTo("pausing");
        first.go();
        assertThat(first.next()).isEqualTo("paused");
        second.go();
        assertThat(second.next()).isEqualTo("paused");
        assertThat(agent.next()).isEqualTo("quiet, exclusive true");
      }
    }
  }

  @Test
  void oneOfTwoWorkersThatDoesNotPauseKeepsQuietFromBeingExclusive()
      throws IOException, InterruptedException {
    try (var first = GateProcess.worker(folder);
        var second = GateProcess.worker(folder)) {
      assertThat(first.next()).isEqualTo("running");
      assertThat(second.next()).isEqualTo("running");
      first.go();
      try (var quiet = new MeasuringGate(folder).quiet(Duration.ofMillis(300))) {
        assertThat(quiet.exclusive()).isFalse();
      }
    }
  }

  @Test
  @Tag("kills")
  void aWorkerThatIsKilledWhileItsSlotsRunFreesTheGate() throws IOException, InterruptedException {
    try (var worker = GateProcess.worker(folder)) {
      assertThat(worker.next()).isEqualTo("running");
      try (var agent = GateProcess.agent(folder)) {
        assertThat(agent.next()).isEqualTo("asking");
        assertThat(worker.next()).isEqualTo("pausing");
        worker.kill();

        assertThat(agent.next()).isEqualTo("quiet, exclusive true");
      }
    }
  }

  @Test
  @Tag("kills")
  void anAgentThatIsKilledWhileItMeasuresFreesTheWorker() throws IOException, InterruptedException {
    try (var worker = GateProcess.worker(folder)) {
      assertThat(worker.next()).isEqualTo("running");
      try (var agent = GateProcess.agent(folder)) {
        assertThat(worker.next()).isEqualTo("pausing");
        worker.go();
        assertThat(worker.next()).isEqualTo("paused");
        assertThat(agent.next()).isEqualTo("asking");
        assertThat(agent.next()).isEqualTo("quiet, exclusive true");
        agent.kill();

        assertThat(worker.next()).isEqualTo("running");
      }
    }
  }

  @Test
  void aWorkerThatStartsWhileAnAgentMeasuresWaitsForItsEnd()
      throws IOException, InterruptedException {
    try (var agent = GateProcess.agent(folder)) {
      assertThat(agent.next()).isEqualTo("asking");
      assertThat(agent.next()).isEqualTo("quiet, exclusive true");
      var running = new CountDownLatch(1);
      var watching = watch(() -> {}, running::countDown);

      agent.go();
      assertThat(agent.next()).isEqualTo("done");
      running.await();
      watching.interrupt();
      watching.join();
    }
  }

  @Test
  void agentsTakeTurns() throws IOException {
    try (var first = GateProcess.agent(folder)) {
      assertThat(first.next()).isEqualTo("asking");
      assertThat(first.next()).isEqualTo("quiet, exclusive true");
      try (var second = GateProcess.agent(folder)) {
        assertThat(second.next()).isEqualTo("asking");
        first.go();
        assertThat(first.next()).isEqualTo("done");
        assertThat(second.next()).isEqualTo("quiet, exclusive true");
      }
    }
  }

  @Test
  void aWorkerThatStopsWatchingHasPausedAndLetsGo() throws IOException, InterruptedException {
    var running = new CountDownLatch(1);
    var paused = new CountDownLatch(1);
    var watching = watch(paused::countDown, running::countDown);
    running.await();
    watching.interrupt();
    watching.join();

    assertThat(paused.getCount()).isZero();
    try (var agent = GateProcess.agent(folder)) {
      assertThat(agent.next()).isEqualTo("asking");
      assertThat(agent.next()).isEqualTo("quiet, exclusive true");
    }
  }

  private Thread watch(Runnable pause, Runnable resume) throws IOException {
    var gate = new MeasuringGate(folder);
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            gate.watch(pause, resume);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
