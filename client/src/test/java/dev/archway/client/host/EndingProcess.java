package dev.archway.client.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A program that says "ready", then waits to be asked to end. Asked, it says "ending", and ends
/// unless it is a stubborn one.
final class EndingProcess implements AutoCloseable {
  private static final int UNASKED = 99;

  private final Process process;
  private final BufferedReader said;

  private EndingProcess(String kind, Duration atMost) throws IOException {
    var line = new ArrayList<String>();
    if (Files.exists(Path.of("/proc/self"))) {
      // Whoever runs the tests in the background may have had them ignore these, and children
      // inherit that.
      line.addAll(List.of("env", "--default-signal=INT,HUP,TERM"));
    }
    line.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            EndingProcess.class.getName(),
            kind,
            atMost.toString()));
    process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    said = process.inputReader(StandardCharsets.UTF_8);
  }

  static EndingProcess willing() throws IOException {
    return new EndingProcess("willing", Duration.ofMinutes(1));
  }

  static EndingProcess waiting() throws IOException {
    return new EndingProcess("waiting", Duration.ofMinutes(1));
  }

  static EndingProcess stubborn(Duration atMost) throws IOException {
    return new EndingProcess("stubborn", atMost);
  }

  public static void main(String[] arguments) throws InterruptedException {
    var kind = arguments[0];
    var asked = new CountDownLatch(1);
    var termination =
        Termination.listen(
            _ -> {
              System.out.println("ending");
              if (!kind.equals("stubborn")) {
                asked.countDown();
              }
            },
            Duration.parse(arguments[1]));
    termination.alsoAtEndOf(System.in);
    if (kind.equals("waiting")) {
      termination.onlyWaiting();
    }
    System.out.println("ready");
    asked.await();
    System.exit(termination.status(UNASKED));
  }

  String says() throws IOException {
    return said.readLine();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  void endStandardInput() throws IOException {
    process.getOutputStream().close();
  }

  /// The status it ended with.
  int status() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("Process " + process.pid() + " does not end.");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
