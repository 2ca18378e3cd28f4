package dev.archway.searchapi.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TrainTask;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.searchapi.Api;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Workers whose machines are to be taken away.
class DrainIT extends LeasedExperiment {
  /// So many trials of the experiment are under way at once, and no more come up.
  private static final int UNDER_WAY = 4;

  @LocalServerPort private int apiPort;
  private Api api;

  @BeforeEach
  void register() {
    api = new Api(apiPort);
    client.fleet().register(new WorkerRegistration("simulated-worker", 2));
  }

  @AfterEach
  void takeWorkAgain() throws Exception {
    api.post("/workers/simulated-worker/resume", "");
    api.close();
  }

  @Test
  void aDrainingWorkerGetsNothingNewAndBringsToAnEndWhatItHolds() throws Exception {
    var held = evaluators.claim(TaskKind.TRAIN);

    assertThat(api.post("/workers/simulated-worker/drain", "").status()).isEqualTo(204);

    assertThat(claimAll(TaskKind.TRAIN)).isEmpty();
    assertThat(client.leases().heartbeat(held).cancel()).isFalse();
    client.leases().report(held, evaluators.outcome(held));
    assertThat(trial(held).accuracy()).isPresent();
  }

  @Test
  void itWorksAgainWhenItIsToldTo() throws Exception {
    evaluators.claim(TaskKind.TRAIN);
    api.post("/workers/simulated-worker/drain", "");
    client.fleet().register(new WorkerRegistration("simulated-worker", 2));
    assertThat(claimAll(TaskKind.TRAIN)).as("after a new start").isEmpty();

    api.post("/workers/simulated-worker/resume", "");

    assertThat(evaluators.claim(TaskKind.TRAIN).work()).isInstanceOf(TrainTask.class);
  }

  @Test
  void aCallThatWaitsWhileTheDrainBeginsGetsNothing() throws Exception {
    await()
        .until(() -> {
          claimAll(TaskKind.TRAIN);
          return leased() == UNDER_WAY;
        });
    var waiting =
        CompletableFuture.supplyAsync(
            () -> client.leases().claim(evaluators.request(TaskKind.TRAIN, 1, 3)));
    api.post("/workers/simulated-worker/drain", "");
    jdbc.sql(
            "UPDATE task SET state = 'QUEUED', holder = NULL, expires_at = NULL"
                + " WHERE state = 'LEASED'")
        .update();

    assertThat(waiting.join()).isEmpty();
  }

  private int leased() {
    return jdbc.sql(
            "SELECT count(*) FROM task"
                + " WHERE experiment_id = ? AND kind = 'TRAIN' AND state = 'LEASED'")
        .param(experiment)
        .query(Integer.class)
        .single();
  }

  @Test
  void nobodyElseIsConcerned() throws Exception {
    var answer = api.post("/workers/nobody/drain", "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail()).contains("'nobody'");
  }
}
