package dev.archway.client.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A worker or an agent in a process of its own. It says on its standard output what happens, and
/// goes on where it must wait when it is sent a line.
final class GateProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;
  private final PrintWriter told;

  private GateProcess(String role, Path folder) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GateProcess.class.getName(),
                role,
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    said = process.inputReader(StandardCharsets.UTF_8);
    told = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  static GateProcess worker(Path folder) throws IOException {
    return new GateProcess("worker", folder);
  }

  static GateProcess agent(Path folder) throws IOException {
    return new GateProcess("agent", folder);
  }

  /// The next line it says, or null when it has ended; waits for it.
  @Nullable String next() throws IOException {
    return said.readLine();
  }

  /// Lets it go on.
  void go() {
    told.println("go");
  }

  /// `kill -9`.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Runs as `worker` or `agent` over the lock files in a folder.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var gate = new MeasuringGate(Path.of(arguments[1]));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    switch (arguments[0]) {
      case "worker" ->
          gate.watch(
              () -> {
                System.out.println("pausing");
                await(in);
                System.out.println("paused");
              },
              () -> System.out.println("running"));
      case "agent" -> {
        System.out.println("asking");
        try (var quiet = gate.quiet(Duration.ofSeconds(30))) {
          System.out.println("quiet, exclusive " + quiet.exclusive());
          await(in);
        }
        System.out.println("done");
      }
      default -> throw new IllegalArgumentException("There is no role " + arguments[0] + ".");
    }
  }

  private static void await(BufferedReader in) {
    try {
      if (in.readLine() == null) {
        System.exit(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
