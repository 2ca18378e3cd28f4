package dev.archway.searchapi.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The process has counted for other tests, too: a test looks at what was added.
@ServiceTest
class MetricIT {
  private static final String TRAIN = "{device=\"any\",kind=\"TRAIN\"}";
  private static final String MEASURE = "{device=\"simulated-device\",kind=\"MEASURE\"}";

  @LocalServerPort private int port;
  @Autowired private ServiceTest.MovableClock clock;
  @Autowired private JdbcClient jdbc;
  @Autowired private QueueGauges gauges;
  private ArchwayClient client;
  private Evaluators evaluators;

  @BeforeEach
  void connect() {
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    evaluators = new Evaluators(client);
    // In this order: an experiment that is not stopped yet may queue more.
    jdbc.sql("UPDATE experiment_progress SET state = 'STOPPED'").update();
    jdbc.sql("UPDATE task SET state = 'CANCELLED', expires_at = NULL WHERE state <> 'DONE'")
        .update();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void theQueueIsCountedByKindAndDeviceWithTheAgeOfItsOldest() throws Exception {
    var experiment =
        client.experiments().create(evaluators.spec(1, new ControllerSpec.Random())).id();
    await().until(() -> client.trials().of(experiment).size() == 3);
    evaluators.claim(TaskKind.TRAIN);
    clock.advance(Duration.ofSeconds(90));

    gauges.count();

    assertThat(metrics())
        .containsEntry("archway_tasks_queued" + TRAIN, 2.0)
        .containsEntry("archway_leases" + TRAIN, 1.0)
        .containsEntry("archway_tasks_oldest_seconds" + TRAIN, 90.0)
        .containsEntry("archway_tasks_queued" + MEASURE, 3.0)
        .containsEntry("archway_leases" + MEASURE, 0.0)
        .containsEntry("archway_tasks_oldest_seconds" + MEASURE, 90.0);
  }

  @Test
  void aQueueThatIsNoMoreIsNotShownAnyMore() throws Exception {
    var experiment =
        client.experiments().create(evaluators.spec(1, new ControllerSpec.Random())).id();
    evaluators.runToEnd(experiment);

    gauges.count();

    assertThat(metrics())
        .doesNotContainKeys("archway_tasks_queued" + TRAIN, "archway_leases" + TRAIN);
  }

  @Test
  void tasksTrialsAndRewardsAreCountedAsTheyEnd() throws Exception {
    var before = metrics();
    var experiment =
        client.experiments().create(evaluators.spec(4, new ControllerSpec.Random())).id();
    var lease = evaluators.claim(TaskKind.TRAIN);
    clock.advance(Duration.ofSeconds(20));
    client.leases().report(lease, evaluators.outcome(lease));
    evaluators.runToEnd(experiment);
    var after = metrics();

    var trained = "{kind=\"TRAIN\",outcome=\"TRAINED\"}";
    assertThat(added(before, after, "archway_task_duration_seconds_count" + trained)).isEqualTo(6);
    assertThat(added(before, after, "archway_task_duration_seconds_sum" + trained)).isEqualTo(20);
    assertThat(
            added(
                before,
                after,
                "archway_task_duration_seconds_bucket{kind=\"TRAIN\",outcome=\"TRAINED\",le=\"5.0\"}"))
        .isEqualTo(5);
    assertThat(
            added(
                before,
                after,
                "archway_task_duration_seconds_count{kind=\"MEASURE\",outcome=\"MEASURED\"}"))
        .isEqualTo(6);
    assertThat(added(before, after, "archway_trials_ended_total{state=\"COMPLETED\"}"))
        .isEqualTo(6);
    assertThat(added(before, after, "archway_rewards_count{arm=\"SEARCH\"}")).isEqualTo(4);
    assertThat(added(before, after, "archway_rewards_sum{arm=\"SEARCH\"}"))
        .isCloseTo(rewardsOfProposed(experiment), within(1e-9));
  }

  @Test
  void failuresAreCountedByCategoryAndProblemsByType() throws Exception {
    var before = metrics();
    client.experiments().create(evaluators.spec(1, new ControllerSpec.Random()));
    var lease = evaluators.claim(TaskKind.TRAIN);
    client
        .leases()
        .report(lease, new TaskOutcome.Failed(FailureCategory.USER_ERROR, "no such operator"));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> client.leases().heartbeat(lease));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> client.trials().get(new UUID(0, 0)));
    var after = metrics();

    assertThat(
            added(
                before,
                after,
                "archway_task_failures_total{category=\"USER_ERROR\",kind=\"TRAIN\"}"))
        .isEqualTo(1);
    assertThat(added(before, after, "archway_trials_ended_total{state=\"FAILED\"}")).isEqualTo(1);
    assertThat(added(before, after, "archway_problems_total{type=\"STALE_LEASE\"}")).isEqualTo(1);
    assertThat(added(before, after, "archway_problems_total{type=\"NOT_FOUND\"}")).isEqualTo(1);
  }

  @Test
  void aRefusedReportIsNotCounted() throws Exception {
    client.experiments().create(evaluators.spec(1, new ControllerSpec.Random()));
    var lease = evaluators.claim(TaskKind.TRAIN);
    client.leases().report(lease, evaluators.outcome(lease));
    var before = metrics();

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> client.leases().report(lease, evaluators.outcome(lease)));

    assertThat(
            added(
                before,
                metrics(),
                "archway_task_duration_seconds_count{kind=\"TRAIN\",outcome=\"TRAINED\"}"))
        .isZero();
  }

  @Test
  void requestsAreTimedByAddress() throws Exception {
    var before = metrics();
    client.experiments().create(evaluators.spec(1, new ControllerSpec.Random()));

    assertThat(
            added(
                before,
                metrics(),
                "http_server_requests_seconds_count{error=\"none\",exception=\"none\","
                    + "method=\"POST\",outcome=\"SUCCESS\",status=\"201\","
                    + "uri=\"/api/v1/experiments\"}"))
        .isEqualTo(1);
  }

  @Test
  void thePageOnOperationTellsOfEveryNumber() throws Exception {
    var experiment =
        client.experiments().create(evaluators.spec(1, new ControllerSpec.Random())).id();
    evaluators.runToEnd(experiment);

    var page = Files.readString(Path.of("..", "docs", "operation.md"));

    assertThat(metrics().keySet())
        .filteredOn(name -> name.startsWith("archway_"))
        .isNotEmpty()
        .allSatisfy(name ->
            assertThat(page)
                .contains(
                    "`"
                        + name.replaceFirst("\\{.*", "")
                            .replaceFirst("_(bucket|count|sum|max)$", "")
                        + "`"));
  }

  private double rewardsOfProposed(UUID experiment) {
    return client.trials().of(experiment).stream()
        .filter(t -> t.origin() == TrialOrigin.CONTROLLER)
        .map(TrialView::reward)
        .mapToDouble(reward -> reward.orElse(0.0))
        .sum();
  }

  private static double added(Map<String, Double> before, Map<String, Double> after, String name) {
    assertThat(after).containsKey(name);
    return after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
  }

  private Map<String, Double> metrics() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"));
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      var values = new TreeMap<String, Double>();
      response
          .body()
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> {
            int space = line.lastIndexOf(' ');
            values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
          });
      return values;
    }
  }
}
