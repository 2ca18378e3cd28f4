package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What befalls a machine while Archway runs on it. Its home lies on a small disk of its own, which
/// only root can make.
@Tag("slow")
@Timeout(600)
class MishapsIT {
  private static final String DISK = "420m";
  private static final int BLOCK = 1 << 20;
  private static final Duration LASTING = Duration.ofSeconds(20);

  @TempDir private static Path folder;
  private static boolean mounted;
  private static UpProcess up;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        "root".equals(System.getProperty("user.name")), "Only root can make a disk to be filled.");
    var place = UpProcess.Place.in(folder);
    Files.createDirectory(place.home());
    run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", place.home().toString());
    mounted = true;
    up = UpProcess.start(place);
  }

  @AfterAll
  static void stop() throws Exception {
    if (mounted) {
      try {
        up.terminate();
      } finally {
        run("umount", up.place().home().toString());
      }
    }
  }

  private static void run(String... line) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(line).inheritIO().start().waitFor())
        .as(String.join(" ", line))
        .isZero();
  }

  @Test
  void aSearchGoesOnAfterItsDatabaseStoodStill() throws Exception {
    var search = SmallSearch.begin(up);
    search.awaitMidst(up, 1);

    var database = up.database();
    Signals.send("STOP", database);
    try {
      awaitSaidAfter(LASTING, "PostgreSQL runs but does not answer");
    } finally {
      Signals.send("CONT", database);
    }

    up.awaitSaid("PostgreSQL answers again");
    search.awaitWholeEnd(up);
  }

  @Test
  void aSearchGoesOnAfterItsDiskWasFull() throws Exception {
    var search = SmallSearch.begin(up);
    search.awaitMidst(up, 1);

    var filler = up.place().home().resolve("filler");
    fill(filler);
    try {
      // Longer than a training takes, so that results cannot be saved.
      awaitSaidAfter(LASTING, "The disk is full");
    } finally {
      Files.delete(filler);
    }

    up.awaitSaid("There is space under " + up.place().home());
    search.awaitWholeEnd(up);
  }

  /// Lets something last, and looks what was said of it meanwhile.
  private static void awaitSaidAfter(Duration lasting, String text) {
    Awaitility.await("the words '" + text + "'")
        .pollDelay(lasting)
        .atMost(lasting.plusSeconds(1))
        .until(() -> up.said().contains(text));
  }

  private static void fill(Path file) throws IOException {
    var block = new byte[BLOCK];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }
}
