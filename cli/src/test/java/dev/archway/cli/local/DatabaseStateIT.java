package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A copied shell stands in for the server: a server is known by where its program lies.
@Timeout(60)
class DatabaseStateIT {
  @TempDir private Path home;

  private Path processFile(String text) throws IOException {
    var data = Files.createDirectories(home.resolve("postgres/data"));
    return Files.writeString(data.resolve("postmaster.pid"), text);
  }

  private Path server() throws IOException {
    var folder = Files.createDirectories(home.resolve("postgres/binaries/PG-1/bin"));
    return Files.copy(Path.of("/bin/sh").toRealPath(), folder.resolve("postgres"));
  }

  private static Process waiting(Path shell) throws IOException {
    return new ProcessBuilder(shell.toString(), "-c", "read line").start();
  }

  @Test
  void isStoppedInAHomeThatWasNeverUsed() {
    assertThat(DatabaseState.of(home)).isEqualTo(new DatabaseState.Stopped());
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void runsAsTheProcessThatTheDataName() throws IOException {
    var process = waiting(server());
    try {
      processFile(process.pid() + "\n" + home);
      assertThat(DatabaseState.of(home)).isEqualTo(new DatabaseState.Running(process.pid()));
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroy();
    }
  }

  @Test
  void isNotAnotherProgramThatHasGotItsNumber() throws IOException {
    server();
    var process = waiting(Path.of("/bin/sh"));
    try {
      var file = processFile(process.pid() + "\n" + home);
      assertThat(DatabaseState.of(home)).isEqualTo(new DatabaseState.Stopped());
      assertThat(file).exists();
    } finally {
      process.destroy();
    }
  }

  @Test
  void isStoppedWhereAPowerCutHasLeftTheFileEmpty() throws IOException {
    processFile("");
    assertThat(DatabaseState.of(home)).isEqualTo(new DatabaseState.Stopped());
  }
}
