package dev.archway.worker.supervisor;

import dev.archway.client.host.MeasuringGate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A device agent in a process of its own, as far as the host's lock goes: asks for quiet, says
/// whether it is alone, and keeps it until its standard input ends.
final class QuietHost {
  private QuietHost() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (var quiet = new MeasuringGate(Path.of(arguments[0])).quiet(Duration.ofSeconds(60))) {
      System.out.println(quiet.exclusive());
      while (System.in.read() >= 0) {}
    }
  }

  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            QuietHost.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
