package dev.archway.searchapi.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.Lease;
import dev.archway.core.task.TaskKind;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An experiment of twenty trials whose tasks a test leases: what it finds is its own alone.
@ServiceTest
abstract class LeasedExperiment {
  @LocalServerPort private int port;
  @Autowired ServiceTest.MovableClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired LeaseTime time;
  @TempDir Path folder;
  ArchwayClient client;
  Evaluators evaluators;
  UUID experiment;

  @BeforeEach
  void startAnExperiment() {
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    evaluators = new Evaluators(client);
    // In this order: an experiment that is not stopped yet may queue more.
    jdbc.sql("UPDATE experiment_progress SET state = 'STOPPED'").update();
    jdbc.sql("UPDATE task SET state = 'CANCELLED', expires_at = NULL WHERE state <> 'DONE'")
        .update();
    experiment = client.experiments().create(evaluators.spec(20, new ControllerSpec.Random())).id();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  /// Lets so much time pass that the lease expires, unless it is kept. The service is there
  /// throughout.
  void letExpire(Lease lease) {
    letPass(Duration.ofSeconds(lease.seconds() + 1));
  }

  void letPass(Duration whole) {
    var step = Duration.ofMillis(LeaseTime.BETWEEN_MILLIS);
    time.listening();
    for (var left = whole; left.isPositive(); left = left.minus(step)) {
      clock.advance(left.compareTo(step) < 0 ? left : step);
      time.listening();
    }
  }

  Lease claimAgain(Lease lease) {
    return claimAll(TaskKind.TRAIN).stream()
        .filter(l -> l.task().equals(lease.task()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nobody could take task " + lease.task()));
  }

  List<Lease> claimAll(TaskKind kind) {
    return client.leases().claim(evaluators.request(kind, 10, 0));
  }

  TrialView trial(Lease lease) {
    return client.trials().get(lease.trial());
  }

  static void assertRefused(String problem, Runnable call) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
