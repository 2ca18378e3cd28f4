package dev.archway.worker.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kills")
class LeftoverSlotsIT {
  @TempDir Path folder;
  private Process process;

  @BeforeEach
  void startAProcess() throws IOException {
    process = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void endIt() {
    process.destroyForcibly();
  }

  @Test
  void endsAStoppedProcessThatAnEarlierSupervisorLeft() throws Exception {
    new LeftoverSlots(folder).remember(process);
    Signal.STOP.send(List.of(process));

    new LeftoverSlots(folder).end();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void sparesALaterProcessOfTheSameNumber() throws Exception {
    Files.writeString(folder.resolve(Long.toString(process.pid())), "2020-01-01T00:00:00Z");

    new LeftoverSlots(folder).end();

    assertThat(process.isAlive()).isTrue();
    assertThat(folder).isEmptyDirectory();
  }
}
