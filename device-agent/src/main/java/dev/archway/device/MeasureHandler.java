package dev.archway.device;

import dev.archway.client.ArchwayClient;
import dev.archway.client.HeldLease;
import dev.archway.client.Patience;
import dev.archway.client.TaskHandler;
import dev.archway.client.host.MeasuringGate;
import dev.archway.core.task.EvaluateTask;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.MeasureTask;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TestTask;
import dev.archway.core.task.TrainTask;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Times the network of one lease while the workers of this host stand still.
final class MeasureHandler implements TaskHandler {
  private static final Logger log = LoggerFactory.getLogger(MeasureHandler.class);

  /// Slots pause within a few milliseconds; whoever needs longer does not answer at all.
  private static final Duration QUIET_AT_MOST = Duration.ofSeconds(10);

  private final ArchwayClient client;
  private final MeasuringGate gate;
  private final TimingProtocol protocol;
  private final Measurement.Platform platform;

  MeasureHandler(
      ArchwayClient client,
      MeasuringGate gate,
      TimingProtocol protocol,
      Measurement.Platform platform) {
    this.client = client;
    this.gate = gate;
    this.protocol = protocol;
    this.platform = platform;
  }

  @Override
  public TaskOutcome handle(HeldLease held) throws InterruptedException {
    return switch (held.lease().work()) {
      case MeasureTask task -> measure(held, task);
      case TrainTask _, EvaluateTask _, TestTask _ ->
          new TaskOutcome.Failed(
              FailureCategory.INFRASTRUCTURE,
              "A device times networks, but was handed a task to "
                  + held.lease().work().kind()
                  + ".");
    };
  }

  private TaskOutcome measure(HeldLease held, MeasureTask task) throws InterruptedException {
    var model = Patience.call(() -> client.leases().model(held.lease()));
    try (var network = OnnxNetwork.load(model, task.setting())) {
      var measurement = measureQuietly(network, task.setting());
      log.info(
          "{}: p50 {} ms, p90 {} ms{}",
          task.model(),
          measurement.percentileMillis(0.5),
          measurement.percentileMillis(0.9),
          measurement.exclusive() ? "" : ", beside training");
      return new TaskOutcome.Measured(measurement);
    } catch (UnrunnableModelException e) {
      log.info("{} cannot be timed: {}", task.model(), e.reason());
      return new TaskOutcome.Infeasible(e.reason());
    } catch (IOException e) {
      return new TaskOutcome.Failed(
          FailureCategory.INFRASTRUCTURE, "The lock of this host cannot be taken: " + e);
    }
  }

  /// Times a network once all workers of this host have let go.
  Measurement measureQuietly(OnnxNetwork network, LatencySetting setting)
      throws IOException, InterruptedException, UnrunnableModelException {
    try (var quiet = gate.quiet(QUIET_AT_MOST)) {
      return new Measurement(protocol.time(network), setting, quiet.exclusive(), platform);
    }
  }
}
