package dev.archway.searchapi;

import dev.archway.client.ArchwayClient;
import dev.archway.client.Ports;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The real service in a process of its own, as it runs beside others over one database. It can be
/// killed without a word and started again at the same address.
final class ApiProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration STOPPED = Duration.ofSeconds(40);
  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final int LINES_SHOWN = 40;

  /// What the processes over one database have in common.
  ///
  /// @param more further arguments
  record Settings(
      String jdbcUrl, Path artifacts, int leaseSeconds, Effort effort, List<String> more) {
    Settings {
      more = List.copyOf(more);
    }
  }

  /// How much a process may use.
  ///
  /// @param fast compiled for speed rather than for a quick start
  record Effort(int heapMegabytes, boolean fast) {
    /// What most tests need.
    static final Effort SMALL = new Effort(256, false);

    List<String> options() {
      var heap = "-Xmx" + heapMegabytes + "m";
      return fast
          ? List.of(heap, "-XX:+UseParallelGC")
          : List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }
  }

  private final Settings settings;
  private final Path log;
  private final int port = Ports.free();
  private final URI address = URI.create("http://localhost:" + port);
  private final ArchwayClient client = new ArchwayClient(address);
  private @Nullable Process process;

  /// @param log where its output goes, of all its lives
  ApiProcess(Settings settings, Path log) {
    this.settings = settings;
    this.log = log;
  }

  /// Where it answers.
  URI address() {
    return address;
  }

  /// A client of this process alone, which outlives it.
  ArchwayClient client() {
    return client;
  }

  int port() {
    return port;
  }

  /// Starts it unless it runs; [#awaitReady] returns when it can be used.
  void start() throws IOException {
    if (process == null || !process.isAlive()) {
      var line = new ArrayList<String>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(settings.effort().options());
      line.addAll(
          List.of(
              "-cp",
              serviceClassPath(),
              SearchApi.class.getName(),
              "--server.port=" + port,
              "--spring.datasource.url=" + settings.jdbcUrl(),
              "--spring.datasource.username=postgres",
              "--archway.artifacts=" + settings.artifacts(),
              "--archway.lease-seconds=" + settings.leaseSeconds()));
      line.addAll(settings.more());
      process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    }
  }

  /// The class path of this process without its tests: component scanning would find the clock that
  /// stands still among them.
  private static String serviceClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Returns when the service answers that it is ready.
  void awaitReady() throws InterruptedException, IOException {
    long deadline = System.nanoTime() + READY.toNanos();
    while (!client.ready()) {
      if (started().waitFor(GLANCE.toMillis(), TimeUnit.MILLISECONDS)
          || System.nanoTime() > deadline) {
        throw new AssertionError("The service did not become ready. Its last lines:\n" + tail());
      }
    }
  }

  /// Ends it as `kill -9` does.
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /// Asks it to end, as a cluster does with a process that it moves elsewhere.
  void stop() throws InterruptedException, IOException {
    started().destroy();
    if (!started().waitFor(STOPPED.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("The service did not stop. Its last lines:\n" + tail());
    }
  }

  /// What it has said of faults of its own.
  List<String> errors() throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" ERROR ")).toList();
    }
  }

  private Process started() {
    if (process == null) {
      throw new IllegalStateException("The service at port " + port + " was never started.");
    }
    return process;
  }

  private String tail() throws IOException {
    var lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }

  @Override
  public void close() {
    kill();
    client.close();
  }
}
