package dev.archway.cli.local;

import dev.archway.cli.terminal.Notes;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A service with its database and nobody who works for it.
public final class RealService implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Notes SILENT = _ -> {};

  private final Home home;
  private final LocalDatabase database;
  private final Child service;
  private final ArchwayClient client;

  /// Starts it, with all of its files in `folder`.
  public RealService(Path folder) throws IOException {
    home = Home.take(folder);
    database =
        LocalDatabase.start(
            home.created(LocalDatabase.FOLDER), folder.resolve("postgres.log"), SILENT, _ -> {});
    int port = Ports.free();
    client = new ArchwayClient(URI.create("http://127.0.0.1:" + port));
    service =
        Child.start(
            new Child.Command(
                "search-api",
                Installation.builtIn(Path.of("..").toAbsolutePath().normalize())
                    .command(Installation.Program.SEARCH_API, arguments(port)),
                Map.of("SPRING_DATASOURCE_PASSWORD", database.password()),
                folder.resolve("search-api.log")),
            new Leftovers(home.created("processes")),
            SILENT,
            _ -> {});
    try {
      awaitReady();
    } catch (ConditionTimeoutException e) {
      close();
      throw e;
    }
  }

  private List<String> arguments(int port) {
    return List.of(
        "--server.address=127.0.0.1",
        "--server.port=" + port,
        "--spring.datasource.url=" + database.jdbcUrl(),
        "--spring.datasource.username=" + LocalDatabase.USER,
        "--archway.artifacts=" + home.created("artifacts"),
        "--archway.login.required=false",
        "--archway.stop-with-stdin=true");
  }

  private void awaitReady() {
    Awaitility.await("the service").atMost(READY).until(client::ready);
  }

  public ArchwayClient client() {
    return client;
  }

  /// Kills the process of the service, and returns when another is there in its place.
  public void killOnce() throws IOException, InterruptedException {
    ProcessHandle process;
    try (var written = Files.list(home.created("processes"))) {
      var pid = written.findFirst().orElseThrow().getFileName();
      process = ProcessHandle.of(Long.parseLong(String.valueOf(pid))).orElseThrow();
    }
    Signals.send("KILL", process);
    process.onExit().join();
    awaitReady();
  }

  @Override
  public void close() throws IOException {
    service.close();
    client.close();
    database.close();
    home.close();
  }
}
