package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One folder for all tests, so that the binaries are unpacked once.
@Timeout(120)
class LocalDatabaseIT {
  @TempDir private static Path folder;
  private static final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

  @BeforeAll
  static void writeANumber() throws Exception {
    try (var database = start();
        var connection = connect(database.jdbcUrl(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (number int)");
      statement.execute("INSERT INTO kept VALUES (42)");
    }
  }

  private static LocalDatabase start() {
    return start(folder);
  }

  private static LocalDatabase start(Path in) {
    return LocalDatabase.start(
        in, in.resolve("postgres.log"), notes::add, refusal -> notes.add(refusal.sentence()));
  }

  private static Connection connect(String url, String password) throws SQLException {
    return DriverManager.getConnection(url, LocalDatabase.USER, password);
  }

  private static String ask(LocalDatabase database, String query) throws SQLException {
    try (var connection = connect(database.jdbcUrl(), database.password());
        var statement = connection.createStatement();
        var answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static long serverProcess() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().strip());
  }

  @Test
  void keepsItsDataFromOneStartToTheNext() throws Exception {
    try (var database = start()) {
      assertThat(ask(database, "SELECT number FROM kept")).isEqualTo("42");
    }
    assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
  }

  @Test
  void losesNothingInAPowerCut() throws Exception {
    try (var database = start()) {
      assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
    }
  }

  @Test
  void opensToNobodyWithoutThePassword() throws Exception {
    try (var database = start()) {
      assertThatThrownBy(() -> connect(database.jdbcUrl(), "guessed").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  @Tag("kills")
  void stopsTheServerThatAKilledLauncherLeftBehind() throws Exception {
    killALauncherThatHasStartedIt();
    var survivor = ProcessHandle.of(serverProcess()).orElseThrow();
    assertThat(survivor.isAlive()).isTrue();
    try (var database = start()) {
      assertThat(survivor.isAlive()).isFalse();
      assertThat(ask(database, "SELECT number FROM kept")).isEqualTo("42");
    }
  }

  @Test
  @Tag("kills")
  void startsAServerAgainThatWasKilledAndLosesNothing() throws Exception {
    notes.clear();
    try (var database = start()) {
      new ProcessBuilder("kill", "-9", Long.toString(serverProcess())).start().waitFor();

      assertThat(notes.take()).startsWith("PostgreSQL ended").endsWith("is started again.");
      assertThat(notes.take()).isEqualTo("PostgreSQL runs again.");

      assertThat(ask(database, "SELECT number FROM kept")).isEqualTo("42");
    }
  }

  /// Slow, as a start that fails is waited for as long as one that is slow.
  @Test
  @Tag("slow")
  @Timeout(240)
  void goesOnTryingToStartAServerUntilNothingStandsInTheWay() throws Exception {
    notes.clear();
    var settings = folder.resolve("data/postgresql.conf");
    var right = Files.readString(settings);
    try (var database = start()) {
      Files.writeString(settings, right + "no_such_setting = on\n");
      new ProcessBuilder("kill", "-9", Long.toString(serverProcess())).start().waitFor();
      assertThat(notes.take()).endsWith("is started again.");
      Awaitility.await("a start that failed")
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> Files.readString(folder.resolve("postgres.log")).contains("no_such_setting"));

      Files.writeString(settings, right);

      assertThat(notes.poll(120, TimeUnit.SECONDS)).isEqualTo("PostgreSQL runs again.");
      assertThat(ask(database, "SELECT number FROM kept")).isEqualTo("42");
    } finally {
      Files.writeString(settings, right);
    }
  }

  @Test
  void startsOverTheEmptyProcessFileThatAPowerCutLeaves() throws Exception {
    Files.writeString(folder.resolve("data/postmaster.pid"), "");
    try (var database = start()) {
      assertThat(ask(database, "SELECT number FROM kept")).isEqualTo("42");
    }
  }

  private static void killALauncherThatHasStartedIt() throws Exception {
    var launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(launcher.inputReader().readLine()).isEqualTo("started");
    launcher.destroyForcibly();
    assertThat(launcher.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /// A process that starts the database and is killed over it.
  static final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws Exception {
      var folder = Path.of(arguments[0]);
      try (var _ = LocalDatabaseIT.start(folder)) {
        System.out.println("started");
        System.in.read();
      }
    }
  }

  @Test
  void doesNotTakeAnotherProgramWithTheServersNumberForIt() throws Exception {
    var other = new ProcessBuilder("/bin/sh", "-c", "read line").start();
    try {
      Files.write(
          folder.resolve("data/postmaster.pid"),
          List.of(Long.toString(other.pid()), folder.resolve("data").toString()));
      try (var database = start()) {
        assertThat(ask(database, "SELECT number FROM kept")).isEqualTo("42");
      }
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroy();
    }
  }

  @Test
  void beginsAnewAfterAFirstStartThatWasKilled(@TempDir Path fresh) throws Exception {
    Files.createDirectories(fresh.resolve("data/base"));
    Files.writeString(fresh.resolve("data/postgresql.conf"), "half a fi");
    try (var database = start(fresh)) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
  }
}
