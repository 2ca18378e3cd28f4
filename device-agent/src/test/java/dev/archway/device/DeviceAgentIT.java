package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.client.host.MeasuringGate;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.TaskOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeviceAgentIT {
  private static final Measurement.Platform PLATFORM =
      new Measurement.Platform("ONNX Runtime", "1", "test");

  private final DeviceRegistration device = new DeviceRegistration("test", PLATFORM);
  private FakeService service;
  private ArchwayClient client;
  private Thread agent;

  @BeforeEach
  void start(@TempDir Path locks) throws IOException {
    service = new FakeService();
    client = new ArchwayClient(service.address());
    var handler =
        new MeasureHandler(
            client,
            new MeasuringGate(locks),
            new TimingProtocol(System::nanoTime, Canary.load()),
            PLATFORM);
    agent = Thread.ofPlatform().unstarted(new DeviceAgent(client, device, handler)::run);
  }

  @AfterEach
  void stop() throws InterruptedException {
    agent.interrupt();
    agent.join();
    client.close();
    service.close();
  }

  @Test
  void timesTheLeasedModelAndReportsItsSamples() throws InterruptedException {
    service.offer(Models.small());
    agent.start();

    var outcome = service.outcomes.take();

    assertThat(service.registrations).containsExactly(device);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            TaskOutcome.Measured.class,
            measured -> {
              var measurement = measured.measurement();
              assertThat(measurement.samples()).hasSizeBetween(50, 400);
              assertThat(measurement.percentileMillis(0.5)).isBetween(0.01, 100.0);
              assertThat(measurement.setting()).isEqualTo(LatencySetting.SINGLE);
              assertThat(measurement.exclusive()).isTrue();
              assertThat(measurement.platform()).isEqualTo(PLATFORM);
            });
  }

  @Test
  void bytesThatAreNoModelAreInfeasibleAndTheNextTaskIsDone() throws InterruptedException {
    service.offer(new byte[] {1, 2, 3});
    service.offer(Models.small());
    agent.start();

    assertThat(service.outcomes.take())
        .isInstanceOfSatisfying(
            TaskOutcome.Infeasible.class,
            infeasible ->
                assertThat(infeasible.reason()).startsWith("ONNX Runtime cannot run the model: "));
    assertThat(service.outcomes.take()).isInstanceOf(TaskOutcome.Measured.class);
  }

  @Test
  void registersAgainWithAServiceThatForgotIt() throws InterruptedException {
    service.forgetful.set(1);
    service.offer(Models.small());
    agent.start();

    assertThat(service.outcomes.take()).isInstanceOf(TaskOutcome.Measured.class);
    assertThat(service.registrations).containsExactly(device, device);
  }

  @Test
  void interruptInMidMeasurementGivesTheLeaseBack() throws InterruptedException {
    service.offer(Models.small());
    agent.start();
    service.fetched.take();

    agent.interrupt();

    assertThat(service.givenBack.poll(30, TimeUnit.SECONDS)).isNotNull();
    assertThat(agent.join(Duration.ofSeconds(30))).isTrue();
    assertThat(service.outcomes).isEmpty();
  }
}
