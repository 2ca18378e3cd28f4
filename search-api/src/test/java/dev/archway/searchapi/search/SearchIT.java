package dev.archway.searchapi.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.Lease;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.Replay;
import dev.archway.searchapi.ServiceTest;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.experiment.Heads;
import dev.archway.searchapi.experiment.Standing;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
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
class SearchIT {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Experiments experiments;
  @Autowired private Policies policies;
  private ArchwayClient client;
  private Evaluators evaluators;

  @BeforeEach
  void connect() {
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    evaluators = new Evaluators(client);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void runsAnExperimentToTheEndOfItsBudget() {
    var ended = run(10, RnnSpec.standard());

    assertThat(ended.reason()).hasValue("BUDGET: all 10 trials have ended");
    assertThat(ended.finished()).isEqualTo(10);
    var trials = client.trials().of(ended.id());
    assertThat(trials)
        .filteredOn(t -> t.state() != TrialState.REPEATED)
        .hasSize(12)
        .allMatch(t -> t.state() == TrialState.COMPLETED);
    assertThat(trials)
        .filteredOn(t -> t.origin() == TrialOrigin.BASELINE)
        .extracting(t -> t.name().orElseThrow())
        .containsExactly("mobilenet-v2-x0.25", "mobilenet-v2-x0.5");
  }

  @Test
  void takesTheTargetFromTheBaselineThatSetsIt() {
    var ended = run(4, RnnSpec.standard());

    var setter =
        client.trials().of(ended.id()).stream()
            .filter(t -> t.name().equals(Optional.of("mobilenet-v2-x0.5")))
            .findFirst()
            .orElseThrow();
    assertThat(ended.targets())
        .isEqualTo(Map.of("latencyMillis", setter.latencyMillis().orElseThrow().p50()));
    assertThat(setter.reward().orElseThrow())
        .as("at the target the reward is the accuracy")
        .isCloseTo(setter.accuracy().orElseThrow(), within(1e-12));
  }

  @Test
  void rewardsFollowTheFormulaFromEachTrialsOwnValues() {
    var ended = run(6, RnnSpec.standard());

    double target = Objects.requireNonNull(ended.targets().get("latencyMillis"));
    for (var trial : client.trials().of(ended.id())) {
      double ratio = trial.latencyMillis().orElseThrow().p50() / target;
      assertThat(trial.reward().orElseThrow())
          .isCloseTo(trial.accuracy().orElseThrow() * Math.pow(ratio, -0.07), within(1e-12));
    }
  }

  @Test
  void learnsEveryProposedTrialExactlyOnceAndTheLastPartialBatchToo() {
    var ended = run(12, RnnSpec.standard());

    assertThat(ended.updates()).as("batches of 5, 5 and 2").isEqualTo(3);
    var learned =
        client.trials().of(ended.id()).stream()
            .filter(t -> t.origin() == TrialOrigin.CONTROLLER)
            .map(t -> t.learnedBy().orElseThrow())
            .sorted()
            .toList();
    assertThat(learned).containsExactly(1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3);
    assertThat(client.trials().of(ended.id()))
        .filteredOn(t -> t.origin() == TrialOrigin.BASELINE)
        .allMatch(t -> t.learnedBy().isEmpty());
  }

  @Test
  void neverTriesOneNetworkTwice() {
    var ended = run(30, new ControllerSpec.Random());

    var tried =
        client.trials().of(ended.id()).stream()
            .filter(t -> t.origin() == TrialOrigin.CONTROLLER)
            .filter(t -> t.state() != TrialState.REPEATED)
            .map(TrialView::architecture)
            .toList();
    assertThat(new HashSet<>(tried)).hasSameSizeAs(tried).hasSize(30);
  }

  @Test
  void aFinishedExperimentReplaysFromTheDatabaseToTheSameProposals() {
    var ended = run(12, RnnSpec.standard());

    new Replay(client, jdbc).assertHolds(ended.id());
  }

  @Test
  void theHeadIsFoundByAReplicaThatReadTheExperimentBeforeAnotherLearned() {
    var ended = run(10, RnnSpec.standard());
    var now = experiments.get(ended.id());
    var standing = now.standing();
    int thinnedOut = standing.heads().search() - 1;
    var read =
        now.at(
            new Standing(
                standing.state(),
                standing.reason(),
                standing.counters(),
                new Heads(thinnedOut, 0),
                standing.targets()));

    assertThat(policies.head(read, Arm.SEARCH).version()).isEqualTo(standing.heads().search());
  }

  @Test
  @Timeout(60)
  void endsWithoutATargetWhenTheBaselineThatSetsItFails() {
    var experiment = client.experiments().create(evaluators.spec(10, RnnSpec.standard())).id();
    var lease = measurementOf(experiment, "mobilenet-v2-x0.5");
    client
        .leases()
        .report(lease, new TaskOutcome.Failed(FailureCategory.USER_ERROR, "no such operator"));

    var ended = evaluators.runToEnd(experiment);

    assertThat(ended.reason())
        .hasValue("NO_TARGET: the baseline that sets the target failed: no such operator");
    assertThat(ended.targets()).isEmpty();
    assertThat(ended.updates()).isZero();
    assertThat(client.trials().of(experiment)).hasSizeLessThan(12);
  }

  /// Does the measurements before it, among which those of other tests' experiments may be.
  private Lease measurementOf(UUID experiment, String name) {
    while (true) {
      var lease = evaluators.claim(TaskKind.MEASURE);
      var its =
          client.trials().of(experiment).stream()
              .filter(t -> t.id().equals(lease.trial()))
              .findFirst();
      if (its.flatMap(TrialView::name).equals(Optional.of(name))) {
        return lease;
      }
      client.leases().report(lease, evaluators.outcome(lease));
    }
  }

  private ExperimentView run(int trials, ControllerSpec controller) {
    var created = client.experiments().create(evaluators.spec(trials, controller));
    assertThat(created.state()).isEqualTo(ExperimentState.RUNNING);
    return evaluators.runToEnd(created.id());
  }
}
