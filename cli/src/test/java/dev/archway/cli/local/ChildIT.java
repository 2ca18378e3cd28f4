package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildIT {
  @TempDir private Path folder;
  @TempDir private Path processes;
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Refusal> gaveUp = new CompletableFuture<>();

  private Child start(String script) {
    var command =
        new Child.Command(
            "helper",
            List.of("/bin/sh", "-c", script),
            Map.of("GIVEN", "by the launcher"),
            folder.resolve("helper.log"));
    return Child.start(command, new Leftovers(processes), notes::add, gaveUp::complete);
  }

  @Test
  void endsAProgramByClosingItsStandardInput() throws IOException {
    var before = System.nanoTime();
    start("cat; echo \"ended in order, $GIVEN\"").close();
    assertThat(Files.readString(folder.resolve("helper.log")))
        .isEqualTo("ended in order, by the launcher\n");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    assertThat(notes).isEmpty();
  }

  @Test
  void startsAProgramAgainThatEndedUnasked() throws Exception {
    var first = folder.resolve("first");
    try (var _ = start("if mkdir " + first + "; then exit 7; fi; echo again; cat")) {
      await("again");
    }
    assertThat(notes)
        .singleElement()
        .asString()
        .contains("helper ended with status 7 and is started again", "helper.log");
    assertThat(gaveUp).isNotDone();
  }

  @Test
  void givesUpOnAProgramThatDoesNotStay() throws Exception {
    try (var _ = start("echo started; exit 3")) {
      assertThat(gaveUp.get(30, TimeUnit.SECONDS))
          .hasMessageContaining("helper ended with status 3 again and again")
          .hasMessageContaining("helper.log");
    }
    assertThat(Files.readAllLines(folder.resolve("helper.log"))).hasSize(1 + Child.RESTARTS);
  }

  private void await(String line) throws Exception {
    while (!Files.readString(folder.resolve("helper.log")).contains(line)) {
      Thread.onSpinWait();
    }
  }
}
