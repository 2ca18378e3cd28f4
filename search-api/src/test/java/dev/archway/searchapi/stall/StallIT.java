package dev.archway.searchapi.stall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Experiments that do not get on, and who is told.
@ServiceTest
@Timeout(180)
class StallIT {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private ServiceTest.MovableClock clock;
  @Autowired private Stalls stalls;

  private Api api;
  private ArchwayClient client;
  private Evaluators evaluators;
  private HttpServer listener;
  private final List<String> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void connect() throws Exception {
    api = new Api(port);
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    evaluators = new Evaluators(client);
    jdbc.sql("UPDATE experiment_progress SET state = 'STOPPED'").update();
    jdbc.sql("UPDATE task SET state = 'CANCELLED', expires_at = NULL WHERE state <> 'DONE'")
        .update();
    jdbc.sql("DELETE FROM worker").update();
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          try (exchange) {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            // The first try fails.
            exchange.sendResponseHeaders(told.size() == 1 ? 503 : 204, -1);
          }
        });
    listener.start();
  }

  @AfterEach
  void disconnect() {
    listener.stop(0);
    client.close();
    api.close();
  }

  private UUID begin(String more) throws Exception {
    var answer =
        api.post(
            "/experiments",
            """
            {"space": "mnasnet-small", "name": "watched", "controller": "random",
             "parallelism": 4, "webhook": "http://127.0.0.1:%d/hook"%s}
            """
                .formatted(listener.getAddress().getPort(), more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return Json.mapper().readValue(answer.text(), ExperimentView.class).id();
  }

  private void awaitTrials(UUID experiment) {
    await().until(() -> client.trials().of(experiment).size() == 4);
  }

  @Test
  void tasksThatNobodyTakesAreToldUntilSomebodyDoes() throws Exception {
    var id = begin("");
    awaitTrials(id);
    stalls.sweep();
    assertThat(client.experiments().get(id).stalled()).isEmpty();

    clock.advance(Duration.ofMinutes(3));
    stalls.sweep();

    assertThat(client.experiments().get(id).stalled())
        .hasValue("WAITING: no worker is there to train networks");
    await().atMost(Duration.ofSeconds(20)).until(() -> told.size() == 2);
    var message = Json.mapper().readTree(told.getLast());
    assertThat(message.get("experiment").asString()).isEqualTo(id.toString());
    assertThat(message.get("event").asString()).isEqualTo("STALLED");
    assertThat(message.get("reason").asString()).startsWith("WAITING");

    evaluators.claim(TaskKind.TRAIN);
    stalls.sweep();
    assertThat(client.experiments().get(id).stalled()).isEmpty();
  }

  @Test
  void anExperimentWhoseTrialsAllFailIsTold() throws Exception {
    var id = begin("");
    for (int i = 0; i < 10; i++) {
      client
          .leases()
          .report(
              evaluators.claim(TaskKind.TRAIN),
              new TaskOutcome.Failed(FailureCategory.USER_ERROR, "there is no such data set"));
    }

    stalls.sweep();

    assertThat(client.experiments().get(id).stalled())
        .hasValue("FAILING: the last 10 trials failed");
  }

  @Test
  void theEndOfAnExperimentIsTold() throws Exception {
    told.add("as if the first try had been");
    var id = begin("");
    awaitTrials(id);

    api.post("/experiments/" + id + "/stop", "{\"mode\": \"now\"}");

    await().until(() -> told.size() == 2);
    assertThat(Json.mapper().readTree(told.getLast()).get("event").asString()).isEqualTo("STOPPED");
  }
}
