package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.task.TaskOutcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The agent as the process that the launcher starts.
@Tag("kills")
@Timeout(90)
class DeviceProcessIT {
  private static final int TERMINATED = 128 + 15;

  /// A class path in a deep folder is as long, and ONNX Runtime's start reads the command line.
  private static final int LONG = 20_000;

  @TempDir Path locks;
  private FakeService service;
  private Process process;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new FakeService();
    process = agent("--stop-with-stdin");
  }

  @AfterEach
  void stop() throws InterruptedException {
    process.destroyForcibly().waitFor();
    service.close();
  }

  @Test
  void registersTheRuntimeAndProcessorOfThisMachineAndMeasures() throws InterruptedException {
    service.offer(Models.small());

    var platform = service.registrations.take().platform();

    assertThat(platform.name()).isEqualTo("ONNX Runtime");
    assertThat(platform.version()).matches("1\\.[0-9]+\\.[0-9]+");
    assertThat(platform.processor()).isEqualTo(Processor.name());
    assertThat(service.outcomes.take()).isInstanceOf(TaskOutcome.Measured.class);
  }

  @Test
  void endsWhenItsStandardInputEnds() throws IOException, InterruptedException {
    service.registrations.take();

    process.getOutputStream().close();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /// Several times, as the instant matters: while the model is loaded and while it is timed.
  @RepeatedTest(5)
  void terminationInMidMeasurementGivesTheLeaseBack() throws InterruptedException {
    service.offer(Models.small());
    service.fetched.take();

    // Unlike Process.destroy, this leaves standard input open.
    process.toHandle().destroy();

    assertThat(service.givenBack.poll(30, TimeUnit.SECONDS)).isNotNull();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(TERMINATED);
  }

  private Process agent(String... options) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + "x".repeat(LONG),
                DeviceMain.class.getName(),
                "--server",
                service.address().toString(),
                "--name",
                "test",
                "--host-lock",
                locks.toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File(locks.toFile(), "output"))
        .start();
  }
}
