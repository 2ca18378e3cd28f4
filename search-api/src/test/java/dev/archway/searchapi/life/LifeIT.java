package dev.archway.searchapi.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.Budget;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.TaskKind;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
@Timeout(180)
class LifeIT {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private ServiceTest.MovableClock clock;

  private Api api;
  private ArchwayClient client;
  private Evaluators evaluators;

  @BeforeEach
  void connect() {
    api = new Api(port);
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    evaluators = new Evaluators(client);
    jdbc.sql("UPDATE experiment_progress SET state = 'STOPPED'").update();
    jdbc.sql("UPDATE task SET state = 'CANCELLED', expires_at = NULL WHERE state <> 'DONE'")
        .update();
  }

  @AfterEach
  void disconnect() {
    client.close();
    api.close();
  }

  private UUID begin(int trials) {
    return client.experiments().create(evaluators.spec(trials, new ControllerSpec.Random())).id();
  }

  private UUID begin(Budget budget) {
    var spec = evaluators.spec(100, new ControllerSpec.Random());
    return client
        .experiments()
        .create(
            new ExperimentSpec(
                spec.name(),
                spec.space(),
                spec.objective(),
                spec.controller(),
                spec.control(),
                spec.evaluation(),
                spec.baselines(),
                budget,
                spec.parallelism(),
                spec.seed(),
                5,
                Optional.empty(),
                List.of(),
                Optional.empty()))
        .id();
  }

  private void awaitTrials(UUID experiment, int number) {
    await().until(() -> client.trials().of(experiment).size() == number);
  }

  private void becomes(UUID experiment, ExperimentState state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.experiments().get(experiment).state() == state);
  }

  private ExperimentState call(UUID experiment, String what, String body) throws Exception {
    var answer = api.post("/experiments/" + experiment + "/" + what, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return ExperimentState.valueOf(answer.body().get("state").asString());
  }

  @Test
  void aPausedExperimentBeginsNothingUntilItIsResumed() throws Exception {
    var id = begin(20);
    awaitTrials(id, 4);

    assertThat(call(id, "pause", "")).isEqualTo(ExperimentState.PAUSED);
    for (var kind : List.of(TaskKind.TRAIN, TaskKind.MEASURE)) {
      for (var lease : client.leases().claim(evaluators.request(kind, 10, 0))) {
        client.leases().report(lease, evaluators.outcome(lease));
      }
    }
    assertThat(client.trials().of(id)).hasSize(4).allMatch(t -> t.state() == TrialState.COMPLETED);

    assertThat(call(id, "resume", "")).isEqualTo(ExperimentState.RUNNING);
    awaitTrials(id, 8);
  }

  @Test
  void whatIsStoppedNowIsCancelledAndItsHoldersAreTold() throws Exception {
    var id = begin(20);
    awaitTrials(id, 4);
    var held = evaluators.claim(TaskKind.TRAIN);

    assertThat(call(id, "stop", "{\"mode\": \"now\"}")).isEqualTo(ExperimentState.STOPPED);

    assertThat(client.leases().heartbeat(held).cancel()).isTrue();
    assertThat(client.leases().claim(evaluators.request(TaskKind.TRAIN, 10, 0))).isEmpty();
    assertThat(client.trials().of(id))
        .hasSize(4)
        .allMatch(t -> t.state() == TrialState.CANCELLED)
        .allMatch(t -> t.reason().equals(Optional.of("STOPPED: a user stopped the experiment")));
  }

  @Test
  void whatIsDrainedEndsWhenItsTrialsHave() throws Exception {
    var id = begin(20);
    awaitTrials(id, 4);

    assertThat(call(id, "stop", "{\"mode\": \"drain\"}")).isEqualTo(ExperimentState.RUNNING);
    for (var kind : List.of(TaskKind.TRAIN, TaskKind.MEASURE)) {
      for (var lease : client.leases().claim(evaluators.request(kind, 10, 0))) {
        client.leases().report(lease, evaluators.outcome(lease));
      }
    }

    becomes(id, ExperimentState.STOPPED);
    assertThat(client.trials().of(id)).hasSize(4).allMatch(t -> t.state() == TrialState.COMPLETED);
  }

  @Test
  void anEndedExperimentCannotBePaused() throws Exception {
    var id = begin(20);
    call(id, "stop", "{\"mode\": \"now\"}");

    var answer = api.post("/experiments/" + id + "/pause", "");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.detail())
        .isEqualTo("Experiment " + id + " is STOPPED and cannot become PAUSED.");
    assertThat(api.post("/experiments/" + id + "/stop", "{\"mode\": \"later\"}").detail())
        .isEqualTo("An experiment's stop has mode 'drain' or 'now', but 'later'.");
  }

  @Test
  void aUsersTrialIsTrainedAndTimedButNotLearnedFrom() throws Exception {
    var id = begin(2);
    awaitTrials(id, 4);
    var path = "/experiments/" + id + "/trials";
    var proposed = client.trials().of(id).getLast().choices().orElseThrow();

    var network = api.post(path, "{\"network\": \"mobilenet-v2\", \"width\": 0.1}");
    var choices = api.post(path, "{\"choices\": " + proposed.options() + "}");
    assertThat(network.status()).as(network.text()).isEqualTo(201);
    assertThat(choices.status()).as(choices.text()).isEqualTo(201);
    evaluators.runToEnd(id);

    var queued =
        client.trials().of(id).stream().filter(t -> t.origin() == TrialOrigin.USER).toList();
    assertThat(queued)
        .hasSize(2)
        .allMatch(t -> t.state() == TrialState.COMPLETED && t.learnedBy().isEmpty());
    assertThat(queued.getFirst().name()).hasValue("mobilenet-v2-x0.1");
    assertThat(queued.getLast().choices()).hasValue(proposed);
    assertThat(client.experiments().get(id).finished()).isEqualTo(2);
    assertThat(network.header("Location")).hasValue("/api/v1/trials/" + queued.getFirst().id());
  }

  @Test
  void aUsersTrialThatCannotBeIsRefused() throws Exception {
    var id = begin(2);
    awaitTrials(id, 4);
    var path = "/experiments/" + id + "/trials";

    assertThat(api.post(path, "{\"network\": \"nothing\"}").detail())
        .contains("'nothing' is no network of the zoo");
    assertThat(api.post(path, "{\"choices\": [99]}").status()).isEqualTo(400);
    assertThat(api.post(path, "{}").detail())
        .isEqualTo("A queued trial is either a network or choices, but is neither.");
    assertThat(client.trials().of(id)).hasSize(4);
  }

  @Test
  void wallClockTimeEndsASearch() {
    var id =
        begin(
            new Budget(
                100,
                Optional.of(Duration.ofHours(1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    awaitTrials(id, 4);

    clock.advance(Duration.ofHours(1));

    evaluators.runToEnd(id);
    assertThat(client.experiments().get(id).reason().orElseThrow())
        .startsWith("BUDGET_WALL_CLOCK: it was created PT1H ago");
    assertThat(client.trials().of(id)).hasSizeLessThan(20);
  }

  @Test
  void theTimeOfLeasesEndsASearch() {
    var id =
        begin(
            new Budget(
                100,
                Optional.empty(),
                Optional.of(2.0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    awaitTrials(id, 4);
    var held = evaluators.claim(TaskKind.TRAIN);
    jdbc.sql("UPDATE task SET lease_began = lease_began - interval '2 hours' WHERE id = ?")
        .param(held.task())
        .update();

    client.leases().report(held, evaluators.outcome(held));

    evaluators.runToEnd(id);
    assertThat(client.experiments().get(id).reason().orElseThrow())
        .startsWith("BUDGET_WORKER_HOURS: its workers took 2.00");
  }

  @Test
  void aRewardThatIsGoodEnoughEndsASearch() {
    var id =
        begin(
            new Budget(
                100,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(0.01),
                Optional.empty()));

    evaluators.runToEnd(id);

    assertThat(client.experiments().get(id).reason().orElseThrow())
        .startsWith("BUDGET_TARGET_REWARD: trial ");
    assertThat(client.experiments().get(id).finished()).isLessThan(50);
  }

  @Test
  void trialsWithoutImprovementEndASearch() {
    var id =
        begin(
            new Budget(
                1000,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(5)));

    evaluators.runToEnd(id);

    assertThat(client.experiments().get(id).reason().orElseThrow())
        .startsWith("BUDGET_NO_IMPROVEMENT: none of the last ");
    assertThat(client.trials().of(id))
        .extracting(TrialView::state)
        .doesNotContain(TrialState.CANCELLED);
  }
}
