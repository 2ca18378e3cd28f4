package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
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
  private static Path home;
  private static boolean mounted;
  private static UpProcess up;

  @BeforeAll
  static void start() throws Exception {
    var place = UpProcess.Place.in(folder);
    home = Files.createDirectory(place.home());
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", home.toString());
    assumeTrue(mounted, "Only who may mount can make a disk to be filled.");
    up = UpProcess.start(place);
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (up != null) {
        up.terminate();
      }
    } finally {
      if (mounted) {
        assertThat(run("umount", home.toString())).as("unmounted").isTrue();
      }
    }
  }

  private static boolean run(String... line) throws IOException, InterruptedException {
    return new ProcessBuilder(line).inheritIO().start().waitFor() == 0;
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
    assertThat(search.mostAttempts(up)).isEqualTo(1);
  }

  @Test
  void aSearchGoesOnAfterItsDiskWasFull() throws Exception {
    var search = SmallSearch.begin(up);
    search.awaitMidst(up, 1);

    var filler = home.resolve("filler");
    fill(filler);
    try {
      // Longer than a training takes, so that results cannot be saved.
      awaitSaidAfter(LASTING, "The disk is full");
    } finally {
      Files.delete(filler);
    }

    up.awaitSaid("There is space under " + home);
    search.awaitWholeEnd(up);
    assertThat(search.mostAttempts(up)).isEqualTo(1);
  }

  @Test
  void aSearchGoesOnAfterAFullDiskEndedItsDatabase() throws Exception {
    var search = SmallSearch.begin(up);
    search.awaitMidst(up, 1);

    var filler = home.resolve("filler");
    try (var connection = up.connect();
        var statement = connection.createStatement()) {
      // With a page that has room for more, so that only the log needs space.
      statement.execute("CREATE TABLE mishap AS SELECT 1 AS number");
      fill(filler);
      assertThatThrownBy(() -> writeLog(statement)).isInstanceOf(SQLException.class);
      up.awaitSaid("PostgreSQL ended");
    } finally {
      Files.delete(filler);
    }

    up.awaitSaid("PostgreSQL runs again");
    search.awaitWholeEnd(up);
    assertThat(search.mostAttempts(up)).isEqualTo(1);
  }

  /// PostgreSQL ends when its log needs another file and cannot have it; this brings that about.
  private static void writeLog(Statement statement) throws SQLException {
    while (true) {
      statement.execute("INSERT INTO mishap VALUES (1)");
      statement.execute("SELECT pg_switch_wal()");
    }
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
