package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.ArchwayProcess;
import dev.archway.client.ArchwayClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `archway up` as a process that can be ended in several ways, and what lies below its home. It
/// leads a process group, as a command at a terminal does.
final class UpProcess implements AutoCloseable {
  private static final Duration END = Duration.ofMinutes(3);

  /// Where it runs, so that the same can be started again.
  record Place(Path home, int port, Path data) {

    static Place in(Path folder) {
      var data = System.getenv("ARCHWAY_DATA");
      return new Place(
          folder.resolve("home"),
          OneMachine.free(0),
          data == null ? Path.of("../../shared/data") : Path.of(data));
    }

    private Path notes() {
      return home.resolveSibling("up.err");
    }

    private Path server() {
      return home.resolve("postgres/data/postmaster.pid");
    }

    void assertNothingRuns() throws IOException {
      try (var left = Files.list(home.resolve("processes"))) {
        assertThat(left).as("processes left behind").isEmpty();
      }
      assertThat(server()).doesNotExist();
    }
  }

  private final Process launcher;
  private final Place place;
  private final ArchwayClient client;

  private UpProcess(Process launcher, Place place) {
    this.launcher = launcher;
    this.place = place;
    this.client = new ArchwayClient(URI.create("http://127.0.0.1:" + place.port()));
  }

  /// Starts it and returns when it says that it runs.
  static UpProcess start(Place place) throws IOException {
    var builder =
        ArchwayProcess.builder(
            List.of("-Darchway.root=" + Path.of("..").toAbsolutePath().normalize()),
            List.of(
                "up",
                "--home",
                place.home().toString(),
                "--port",
                Integer.toString(place.port()),
                "--data",
                place.data().toString()));
    // Whoever runs the tests in the background may have had them ignore these, and children inherit
    // that.
    builder.command().addAll(0, List.of("setsid", "env", "--default-signal=INT,HUP,TERM"));
    var process = builder.redirectError(place.notes().toFile()).start();
    var up = new UpProcess(process, place);
    var said = process.inputReader().readLine();
    if (said == null || !said.startsWith("Archway runs at")) {
      up.close();
      throw new AssertionError("It said '%s' and: %s".formatted(said, up.said()));
    }
    return up;
  }

  ArchwayClient client() {
    return client;
  }

  /// All that it wrote for a person so far.
  String said() throws IOException {
    return Files.readString(place.notes());
  }

  void awaitSaid(String text) {
    SmallSearch.await("the words '" + text + "'", () -> said().contains(text));
  }

  /// Kills the launcher, all that it started, and the database, at once.
  void killTree() throws IOException, InterruptedException {
    var below = launcher.descendants();
    var all = Stream.of(Stream.of(launcher.toHandle()), below, Stream.of(database()));
    Signals.send("KILL", all.flatMap(processes -> processes).toArray(ProcessHandle[]::new));
    status();
  }

  /// Kills the launcher alone.
  void killLauncher() throws InterruptedException {
    launcher.destroyForcibly();
    status();
  }

  /// Ends it as a service manager does; its status.
  int terminate() throws InterruptedException {
    launcher.toHandle().destroy();
    return status();
  }

  /// Presses Ctrl-C.
  void interruptGroup() throws IOException, InterruptedException {
    Signals.sendToGroup("INT", launcher.pid());
  }

  /// What it ends with, which it is asked to otherwise.
  int status() throws InterruptedException {
    if (!launcher.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("Process " + launcher.pid() + " does not end.");
    }
    return launcher.exitValue();
  }

  /// The process that keeps the slots.
  ProcessHandle worker() {
    return launcher
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("--slots"))
        .findFirst()
        .orElseThrow();
  }

  /// The PostgreSQL server with all of its processes.
  ProcessHandle[] database() throws IOException {
    var server =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(place.server()).getFirst().strip()))
            .orElseThrow();
    return Stream.concat(Stream.of(server), server.descendants()).toArray(ProcessHandle[]::new);
  }

  /// Into the database of this home.
  Connection connect() throws IOException, SQLException {
    var port = Files.readAllLines(place.server()).get(3).strip();
    var password = Files.readString(place.home().resolve("postgres/password")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/archway", LocalDatabase.USER, password);
  }

  /// What a test that failed left of it is ended by the launcher's own way, else left to end by
  /// itself.
  @Override
  public void close() {
    client.close();
    launcher.toHandle().destroy();
    try {
      status();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
