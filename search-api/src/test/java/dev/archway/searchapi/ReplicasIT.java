package dev.archway.searchapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.Lease;
import dev.archway.core.task.TaskKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Several processes of the service over one database, some of which are killed, do everything
/// exactly once. Each test starts the processes it lacks and ends those it has no use for; their
/// order is the one that takes the fewest starts.
@Tag("slow")
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasIT {
  /// So short that a lost lease is waited for, and no clock has to be moved.
  private static final int LEASE_SECONDS = 2;

  private static final Duration END = Duration.ofSeconds(60);
  private static final int TRIALS = 16;
  private static final int BASELINES = 2;

  private static Replicas replicas;
  private JdbcClient jdbc;
  private ExecutorService threads;
  private final List<Future<?>> working = new ArrayList<>();

  @BeforeAll
  static void create() throws Exception {
    replicas = Replicas.create(2, LEASE_SECONDS);
  }

  /// No scenario may have made two processes wait for each other, nor broken one of them.
  @AfterAll
  static void close() throws Exception {
    try (var all = replicas) {
      assertThat(all.errors()).isEmpty();
      assertThat(all.deadlocks()).isZero();
    }
  }

  @BeforeEach
  void hire() {
    jdbc = replicas.jdbc();
    threads = Executors.newCachedThreadPool();
  }

  @AfterEach
  void dismiss() {
    threads.shutdownNow();
    threads.close();
  }

  @Test
  @Order(1)
  void lastReportsOnTwoProcessesAtTheSameInstantFinishEveryTrialOnce() throws Exception {
    replicas.runFirst(2);
    int trials = 40;

    var experiment = new TrialReports(client(0), client(1)).run(trials);

    new ExactlyOnce(jdbc, experiment).assertHolds(trials, 0);
  }

  @Test
  @Tag("kills")
  @Order(2)
  void aSearchGoesOnThroughTheOtherProcessWhenOneIsKilledForGood() throws Exception {
    replicas.runFirst(2);
    var experiment = startSearch(List.of(client(0), client(1)));

    awaitEnded(experiment, TRIALS / 3);
    replicas.process(1).kill();

    awaitFinished(experiment);
    new ExactlyOnce(jdbc, experiment).assertHolds(TRIALS, BASELINES);
  }

  @Test
  @Tag("kills")
  @Order(3)
  void theTaskOfAWorkerThatVanishedIsDoneByAnotherAndItsLateReportRefused() throws Exception {
    replicas.runFirst(1);
    var evaluators = new Evaluators(client(0));
    var experiment = create(client(0), evaluators);
    var vanished = evaluators.claim(TaskKind.TRAIN);
    client(0).leases().heartbeat(vanished);

    work(List.of(client(0)), TaskKind.TRAIN);
    work(List.of(client(0)), TaskKind.MEASURE);

    awaitFinished(experiment);
    new ExactlyOnce(jdbc, experiment).assertHolds(TRIALS, BASELINES);
    assertThat(token(vanished)).as("leased once more").isEqualTo(vanished.token() + 1);
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> client(0).leases().report(vanished, evaluators.outcome(vanished)))
        .satisfies(e -> assertThat(e.problem()).isEqualTo("stale-lease"));
  }

  @Test
  @Tag("kills")
  @Order(4)
  void aSearchGoesOnWhereAKilledProcessLeftItOnceThatIsStartedAgain() throws Exception {
    replicas.runFirst(1);
    var experiment = startSearch(List.of(client(0)));

    awaitEnded(experiment, TRIALS / 3);
    replicas.process(0).kill();
    replicas.runFirst(1);

    awaitFinished(experiment);
    new ExactlyOnce(jdbc, experiment).assertHolds(TRIALS, BASELINES);
  }

  /// Whoever waits for work hears that there is none, instead of losing the connection.
  @Test
  @Tag("kills")
  @Order(5)
  void aWaitingClaimIsAnsweredWhenItsProcessIsStopped() throws Exception {
    replicas.runFirst(1);
    // One that the process has not heard of yet, so that it notes that it does.
    var idle = "idle-device";
    client(0).fleet().register(new DeviceRegistration(idle, Evaluators.PLATFORM));
    jdbc.sql("UPDATE device SET last_seen = 'epoch' WHERE name = ?").param(idle).update();
    var request = new ClaimRequest(idle, List.of(TaskKind.MEASURE), Optional.of(idle), 1, 30);
    var claim = threads.submit(() -> client(0).leases().claim(request));
    await()
        .until(() ->
            jdbc.sql("SELECT last_seen > 'epoch' FROM device WHERE name = ?")
                .param(idle)
                .query(Boolean.class)
                .single());

    long asked = System.nanoTime();
    replicas.process(0).stop();

    assertThat(Duration.ofNanos(System.nanoTime() - asked))
        .as("time to stop, while a claim would have waited for 30 s")
        .isLessThan(Duration.ofSeconds(15));
    assertThat(claim.get()).isEmpty();
  }

  private static ArchwayClient client(int process) {
    return replicas.process(process).client();
  }

  private static UUID create(ArchwayClient client, Evaluators evaluators) {
    return client.experiments().create(evaluators.spec(TRIALS, TrialReports.SMALLEST)).id();
  }

  /// An experiment with two workers and a device at work.
  private UUID startSearch(List<ArchwayClient> clients) {
    var experiment = create(clients.getFirst(), new Evaluators(clients.getFirst()));
    work(clients, TaskKind.TRAIN);
    work(clients, TaskKind.TRAIN);
    work(clients, TaskKind.MEASURE);
    return experiment;
  }

  private void work(List<ArchwayClient> clients, TaskKind kind) {
    working.add(threads.submit(new SimulatedWorker(clients, kind)));
  }

  private void awaitEnded(UUID experiment, int trials) {
    await().atMost(END).until(() -> progress(experiment, "ended >= " + trials));
  }

  private void awaitFinished(UUID experiment) {
    await().atMost(END).until(() -> progress(experiment, "state = 'FINISHED'"));
  }

  private boolean progress(UUID experiment, String condition)
      throws InterruptedException, ExecutionException {
    for (var worker : working) {
      if (worker.isDone()) {
        worker.get();
      }
    }
    return jdbc.sql("SELECT " + condition + " FROM experiment_progress WHERE experiment_id = ?")
        .param(experiment)
        .query(Boolean.class)
        .single();
  }

  private long token(Lease lease) {
    return jdbc.sql("SELECT token FROM task WHERE id = ?")
        .param(lease.task())
        .query(Long.class)
        .single();
  }
}
