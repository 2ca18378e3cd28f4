package dev.archway.cli.local;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `archway up` as a process that can be killed in several ways, and what lies below its home.
final class UpProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);

  private final Process launcher;
  private final Path home;
  private final ArchwayClient client;

  private UpProcess(Process launcher, Path home, int port) {
    this.launcher = launcher;
    this.home = home;
    this.client = new ArchwayClient(URI.create("http://127.0.0.1:" + port));
  }

  /// Starts it and returns when it says that it runs.
  static UpProcess start(Path home, int port, Path data) throws IOException {
    var process =
        ArchwayProcess.builder(
                List.of("-Darchway.root=" + Path.of("..").toAbsolutePath().normalize()),
                List.of(
                    "up",
                    "--home",
                    home.toString(),
                    "--port",
                    Integer.toString(port),
                    "--data",
                    data.toString()))
            .redirectError(ProcessBuilder.Redirect.appendTo(home.resolveSibling("up.err").toFile()))
            .start();
    var up = new UpProcess(process, home, port);
    var said = process.inputReader().readLine();
    if (said == null || !said.startsWith("Archway runs at")) {
      throw new AssertionError(
          "It said '%s' and: %s".formatted(said, Files.readString(home.resolveSibling("up.err"))));
    }
    return up;
  }

  ArchwayClient client() {
    return client;
  }

  /// Kills the launcher, all that it started, and the database, at once.
  void killTree() throws IOException, InterruptedException {
    var all = new ArrayList<String>(List.of("-9", Long.toString(launcher.pid())));
    launcher.descendants().forEach(process -> all.add(Long.toString(process.pid())));
    all.add(Files.readAllLines(server()).getFirst().strip());
    all.addFirst("kill");
    new ProcessBuilder(all).start().waitFor();
    awaitEnd();
  }

  /// Kills the launcher alone.
  void killLauncher() throws InterruptedException {
    launcher.destroyForcibly();
    awaitEnd();
  }

  /// Ends it as a service manager does; its status.
  int terminate() throws InterruptedException {
    launcher.toHandle().destroy();
    awaitEnd();
    return launcher.exitValue();
  }

  private void awaitEnd() throws InterruptedException {
    if (!launcher.waitFor(READY.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("Process " + launcher.pid() + " does not end.");
    }
  }

  private Path server() {
    return home.resolve("postgres/data/postmaster.pid");
  }

  /// Into the database of this home.
  Connection connect() throws IOException, SQLException {
    var port = Files.readAllLines(server()).get(3).strip();
    var password = Files.readString(home.resolve("postgres/password")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/archway", LocalDatabase.USER, password);
  }

  @Override
  public void close() {
    client.close();
    launcher.destroyForcibly();
  }
}
