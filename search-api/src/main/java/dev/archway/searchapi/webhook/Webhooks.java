package dev.archway.searchapi.webhook;

import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.ExperimentMoved;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.stall.ExperimentStalled;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.json.JsonMapper;

/// Calls the address that an experiment names, after the change that is to be told, on threads of
/// its own: nobody waits for it. A call that fails is tried again, and given up after the last try;
/// what it would have told stands in the experiment.
@Component
class Webhooks {
  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /// Before the first try and those after it.
  private static final List<Duration> PAUSES =
      List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(10));

  private static final int AT_ONCE = 4;

  private final Experiments experiments;
  private final JsonMapper json;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          AT_ONCE, Thread.ofPlatform().name("webhook-", 0).daemon().factory());

  Webhooks(Experiments experiments, JsonMapper json) {
    this.experiments = experiments;
    this.json = json;
  }

  /// What is told.
  ///
  /// @param event the state that an experiment has ended in, or `STALLED`
  record Message(UUID experiment, String name, String event, String reason) {}

  @TransactionalEventListener
  void on(ExperimentMoved moved) {
    if (moved.state().ended()) {
      tell(moved.experiment(), moved.state().name(), moved.reason().orElse(""));
    }
  }

  @TransactionalEventListener
  void on(ExperimentStalled stalled) {
    tell(stalled.experiment(), "STALLED", stalled.reason());
  }

  private void tell(UUID id, String event, String reason) {
    threads.execute(() -> {
      var experiment = experiments.get(id);
      experiment
          .spec()
          .webhook()
          .ifPresent(address -> attempt(address, message(experiment, event, reason), 0));
    });
  }

  private static Message message(Experiment experiment, String event, String reason) {
    return new Message(experiment.id(), experiment.spec().name(), event, reason);
  }

  private void attempt(URI address, Message message, int before) {
    try {
      Destination.require(address);
      int status = post(address, message);
      if (status / 100 == 2) {
        return;
      }
      log.warn("The webhook of experiment {} answered {}", message.experiment(), status);
    } catch (IOException e) {
      log.warn("The webhook of experiment {} failed: {}", message.experiment(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    int next = before + 1;
    if (next < PAUSES.size() && !threads.isShutdown()) {
      var _ =
          threads.schedule(
              () -> attempt(address, message, next),
              PAUSES.get(next).toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private int post(URI address, Message message) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Archway")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(message)))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
