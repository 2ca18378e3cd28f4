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
  private static final Duration STOPPED = Duration.ofSeconds(20);

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
      // As long as that is how long it stands still, not how long something takes.
      Awaitility.await("a word of it")
          .pollDelay(STOPPED)
          .atMost(STOPPED.plusSeconds(1))
          .until(() -> up.said().contains("PostgreSQL runs but does not answer"));
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
    up.awaitSaid("The disk is full");
    up.awaitLogged("worker", "space");
    Files.delete(filler);

    up.awaitSaid("There is space under " + up.place().home());
    search.awaitWholeEnd(up);
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
