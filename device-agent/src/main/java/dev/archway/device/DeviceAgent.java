package dev.archway.device;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.client.LeaseLoop;
import dev.archway.client.Patience;
import dev.archway.client.TaskHandler;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.TaskKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a device known to the service and works off its tasks until its thread is interrupted. A
/// service that is away is waited for; one that has forgotten the device is told again.
final class DeviceAgent {
  private static final Logger log = LoggerFactory.getLogger(DeviceAgent.class);
  private static final int NOT_FOUND = 404;
  private static final int WAIT_SECONDS = 20;
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  private final ArchwayClient client;
  private final DeviceRegistration device;
  private final TaskHandler handler;

  DeviceAgent(ArchwayClient client, DeviceRegistration device, TaskHandler handler) {
    this.client = client;
    this.device = device;
    this.handler = handler;
  }

  /// Runs until interrupted; throws [ApiException] if the service will not have this device.
  void run() {
    var request =
        new ClaimRequest(
            device.name(), List.of(TaskKind.MEASURE), Optional.of(device.name()), 1, WAIT_SECONDS);
    var wait = FIRST_RETRY;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        register();
        try {
          new LeaseLoop(client, request, handler).run();
        } catch (ApiException e) {
          if (e.status() != NOT_FOUND) {
            throw e;
          }
          log.info("The service does not know {} any more: {}", device.name(), e.getMessage());
          wait = longer(wait);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void register() throws InterruptedException {
    Patience.run(() -> client.fleet().register(device));
    log.info("Registered {} at {}: {}", device.name(), client.server(), device.platform());
  }

  /// Waits, and says how long to wait the next time.
  private static Duration longer(Duration wait) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(wait.toMillis());
    var doubled = wait.multipliedBy(2);
    return doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
  }
}
