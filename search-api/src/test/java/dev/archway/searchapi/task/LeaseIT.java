package dev.archway.searchapi.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.archway.client.ApiException;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.Lease;
import dev.archway.core.task.ReportAnswer;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TaskReport;
import dev.archway.core.task.TrainingProgress;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.searchapi.Evaluators;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class LeaseIT extends LeasedExperiment {
  @Autowired private Expiry expiry;
  @Autowired private Reports reports;
  @Autowired private TransactionTemplate transaction;

  @Test
  void aTaskIsLeasedToOneOnly() {
    var first = evaluators.claim(TaskKind.TRAIN);
    var second = evaluators.claim(TaskKind.TRAIN);

    assertThat(second.task()).isNotEqualTo(first.task());
  }

  @Test
  void whatAWorkerHeldIsQueuedAgainAsSoonAsItStartsAnew() {
    var held = evaluators.claim(TaskKind.TRAIN);

    client.fleet().register(new WorkerRegistration("simulated-worker", 1));

    var again = claimAgain(held);
    assertThat(again.token()).isGreaterThan(held.token());
    assertRefused("stale-lease", () -> client.leases().report(held, evaluators.outcome(held)));
  }

  @Test
  void aDeviceThatStartsAnewTakesNothingFromAWorkerOfItsName() {
    var held = evaluators.claim(TaskKind.TRAIN);

    client.fleet().register(new DeviceRegistration("simulated-worker", Evaluators.PLATFORM));

    client.leases().report(held, evaluators.outcome(held));
    assertThat(trial(held).accuracy()).isPresent();
  }

  @Test
  void aHopelessLeaseFromBeforeTheClockWasSetBackIsEndedToo() {
    var lost = evaluators.claim(TaskKind.TRAIN);
    jdbc.sql("UPDATE task SET attempts = ? WHERE id = ?")
        .params(Reports.MOST_ATTEMPTS, lost.task())
        .update();
    clock.advance(Duration.ofHours(-1));

    expiry.endHopeless();

    assertThat(trial(lost).state()).isEqualTo(TrialState.FAILED);
  }

  @Test
  void aLeaseOfAHolderThatVanishedBeforeTheClockWasSetBackAnHourIsTakenOver() {
    var lost = evaluators.claim(TaskKind.TRAIN);

    clock.advance(Duration.ofHours(-1));

    assertThat(claimAgain(lost).token()).isGreaterThan(lost.token());
  }

  @Test
  void aHolderThatIsHeardOfKeepsItsLeaseThoughTheClockIsSetBackAnHour() {
    var held = evaluators.claim(TaskKind.TRAIN);
    clock.advance(Duration.ofHours(-1));

    client.leases().heartbeat(held);

    assertThat(claimAll(TaskKind.TRAIN)).extracting(Lease::task).doesNotContain(held.task());
    client.leases().report(held, evaluators.outcome(held));
    assertThat(trial(held).accuracy()).isPresent();
  }

  @Test
  void aReportUnderAnOldTokenIsRefusedAndChangesNothing() {
    var lost = evaluators.claim(TaskKind.TRAIN);
    letExpire(lost);
    var taken = claimAgain(lost);

    assertRefused("stale-lease", () -> client.leases().report(lost, evaluators.outcome(lost)));

    assertThat(taken.token()).isGreaterThan(lost.token());
    assertThat(trial(lost).accuracy()).isEmpty();
    client.leases().report(taken, evaluators.outcome(taken));
    assertThat(trial(lost).accuracy()).isPresent();
  }

  @Test
  void aSecondReportIsRefusedAndChangesNothing() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    client.leases().report(lease, evaluators.outcome(lease));
    var accuracy = trial(lease).accuracy();

    assertRefused(
        "stale-lease",
        () -> client.leases().report(lease, new TaskOutcome.Infeasible("a late second thought")));

    assertThat(trial(lease).accuracy()).isEqualTo(accuracy);
    assertThat(trial(lease).state()).isNotEqualTo(TrialState.INFEASIBLE);
  }

  @Test
  void aHeartbeatKeepsALeaseThatWouldHaveExpired() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    letPass(Duration.ofSeconds(lease.seconds() - 1));
    client.leases().heartbeat(lease);
    letPass(Duration.ofSeconds(lease.seconds() - 1));

    assertThat(claimAll(TaskKind.TRAIN)).noneMatch(l -> l.task().equals(lease.task()));
  }

  @Test
  void aHolderThatCouldNotBeHeardGetsTheTimeOfALeaseToSpeak() {
    var held = evaluators.claim(TaskKind.TRAIN);
    var lost = evaluators.claim(TaskKind.TRAIN);

    // Nobody listens meanwhile: the service, its database or the whole machine is away.
    clock.advance(Duration.ofHours(1));

    assertThat(claimAll(TaskKind.TRAIN))
        .extracting(Lease::task)
        .doesNotContain(held.task(), lost.task());
    time.listening();
    client.leases().heartbeat(held);
    letPass(Duration.ofSeconds(held.seconds()));
    assertThat(claimAgain(lost).token()).isGreaterThan(lost.token());
    client.leases().report(held, evaluators.outcome(held));
    assertThat(trial(held).accuracy()).isPresent();
  }

  @Test
  void anExpiredLeaseThatNobodyTookOverMayStillBeReported() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    letExpire(lease);

    client.leases().report(lease, evaluators.outcome(lease));

    assertThat(trial(lease).accuracy()).isPresent();
  }

  @Test
  void aTaskGivenBackGoesToTheNextAtOnceWithoutCostingAnAttempt() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    client.leases().giveBack(lease);

    claimAgain(lease);

    assertThat(attempts(lease)).isEqualTo(1);
  }

  @Test
  void progressShowsInTheTrialWhileItRuns() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    client.leases().progress(lease, new TrainingProgress(5, 10, 123.5, Optional.empty()));

    assertThat(trial(lease).state()).isEqualTo(TrialState.RUNNING);
    assertThat(trial(lease).imagesPerSecond()).hasValue(123.5);
  }

  @Test
  void aBrokenAttemptIsTriedAgainAndTheFourthFailsTheTrial() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    var first = lease;
    for (int attempt = 1; attempt <= 3; attempt++) {
      client.leases().report(lease, broken());
      assertThat(trial(lease).state()).isNotEqualTo(TrialState.FAILED);
      lease = claimAgain(first);
    }
    client.leases().report(lease, broken());

    assertThat(trial(first).state()).isEqualTo(TrialState.FAILED);
    assertThat(trial(first).reason()).hasValue("the slot's process was killed");
  }

  @Test
  void aTaskWhoseHoldersKeepVanishingFailsItsTrial() {
    var lease = lastAttempt();
    letExpire(lease);
    expiry.endHopeless();

    assertThat(trial(lease).state()).isEqualTo(TrialState.FAILED);
    assertThat(trial(lease).reason().orElseThrow()).contains("vanished");
  }

  @Test
  void aHopelessTaskThatCannotBeEndedHoldsUpNoOther() {
    var broken = evaluators.claim(TaskKind.TRAIN);
    var hopeless = evaluators.claim(TaskKind.TRAIN);
    jdbc.sql("UPDATE trial SET architecture = '{}' WHERE id = ?").param(broken.trial()).update();
    jdbc.sql("UPDATE task SET attempts = ? WHERE id IN (?, ?)")
        .params(Reports.MOST_ATTEMPTS, broken.task(), hopeless.task())
        .update();
    letExpire(broken);

    expiry.endHopeless();

    // Of its own accord the service may be about to do the same.
    Awaitility.await()
        .untilAsserted(() -> assertThat(trial(hopeless).state()).isEqualTo(TrialState.FAILED));
  }

  @Test
  void aReportAtTheLastMomentOutrunsTheEndOfAHopelessTask() throws Exception {
    var lease = lastAttempt();

    try (var threads = Executors.newSingleThreadExecutor()) {
      transaction.executeWithoutResult(_ -> {
        reports.report(lease.task(), lease.token(), evaluators.outcome(lease));
        letExpire(lease);
        assertThat(threads.submit(expiry::endHopeless))
            .as("it lets alone what is being reported")
            .succeedsWithin(Duration.ofSeconds(10));
      });
    }
    expiry.endHopeless();

    assertThat(trial(lease).accuracy()).isPresent();
    assertThat(trial(lease).state()).isNotEqualTo(TrialState.FAILED);
  }

  @Test
  void aHolderThatWakesUpWhileItsHopelessTaskIsEndedIsNotHeard() throws Exception {
    var lease = lastAttempt();

    try (var threads = Executors.newSingleThreadExecutor()) {
      var end =
          transaction.execute(_ -> {
            jdbc.sql("SELECT 1 FROM experiment_progress WHERE experiment_id = ? FOR UPDATE")
                .param(experiment)
                .query()
                .singleRow();
            letExpire(lease);
            var waiting = threads.submit(expiry::endHopeless);
            await().until(() -> token(lease) > lease.token());
            assertRefused("stale-lease", () -> client.leases().heartbeat(lease));
            return waiting;
          });
      end.get();
    }

    assertRefused("stale-lease", () -> client.leases().report(lease, evaluators.outcome(lease)));
    assertThat(trial(lease).state()).isEqualTo(TrialState.FAILED);
    assertThat(trial(lease).accuracy()).isEmpty();
  }

  @Test
  void aTaskThatCannotBeHandedOutIsTriedAgainAndTheFourthTimeFailsItsTrial() {
    var broken = evaluators.claim(TaskKind.TRAIN);
    var whole = evaluators.claim(TaskKind.TRAIN);
    client.leases().giveBack(broken);
    client.leases().giveBack(whole);
    jdbc.sql(
            // More inner channels than there are numbers for.
            "UPDATE trial SET architecture = jsonb_set(jsonb_set(architecture,"
                + " '{stem,filters}', '2147483647'), '{stages,0,operator}', '\"mbconv2\"')"
                + " WHERE id = ?")
        .param(broken.trial())
        .update();

    assertThat(claimAll(TaskKind.TRAIN))
        .extracting(Lease::task)
        .contains(whole.task())
        .doesNotContain(broken.task());
    for (int attempt = 2; attempt <= Reports.MOST_ATTEMPTS; attempt++) {
      assertThat(trial(broken).state()).isNotEqualTo(TrialState.FAILED);
      assertThat(claimAll(TaskKind.TRAIN)).extracting(Lease::task).doesNotContain(broken.task());
    }

    assertThat(trial(broken).state()).isEqualTo(TrialState.FAILED);
    assertThat(trial(broken).reason().orElseThrow()).contains("could not be handed out");
  }

  @Test
  void ofSeveralResultsInOneCallEachIsAnsweredAsIfItCameAlone() {
    var first = evaluators.claim(TaskKind.TRAIN);
    var second = evaluators.claim(TaskKind.TRAIN);
    var late = new TaskReport(first.task(), first.token() - 1, evaluators.outcome(first));
    var wrong = new TaskReport(second.task(), second.token(), new TaskOutcome.Tested(0.5, 10));
    var right = new TaskReport(second.task(), second.token(), evaluators.outcome(second));

    var answers = client.leases().report(List.of(late, wrong, right));

    assertThat(answers)
        .extracting(a -> a.refusal().map(ReportAnswer.Refusal::type).orElse("taken"))
        .containsExactly(
            "urn:archway:problem:stale-lease", "urn:archway:problem:invalid-request", "taken");
    assertThat(trial(first).accuracy()).isEmpty();
    assertThat(trial(second).accuracy()).isPresent();
  }

  @Test
  void moreResultsThanAreClaimedAtOnceAreRefused() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    var report = new TaskReport(lease.task(), lease.token(), evaluators.outcome(lease));

    assertRefused("invalid-request", () -> client.leases().report(Collections.nCopies(11, report)));
    assertThat(trial(lease).accuracy()).isEmpty();
  }

  @Test
  void aClaimForAnUnknownDeviceIsRefused() {
    var request =
        new ClaimRequest("a-stranger", List.of(TaskKind.MEASURE), Optional.of("a-stranger"), 1, 0);

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> client.leases().claim(request))
        .withMessage("Device 'a-stranger' has not registered.")
        .satisfies(e -> assertThat(e.status()).isEqualTo(404));
  }

  @Test
  void anInfeasibleMeasurementEndsTheTrialAndCancelsItsTraining() {
    var training = evaluators.claim(TaskKind.TRAIN);
    var measurement = measurementOf(training);
    client
        .leases()
        .report(measurement, new TaskOutcome.Infeasible("the runtime has no such operator"));

    assertThat(trial(training).state()).isEqualTo(TrialState.INFEASIBLE);
    assertThat(client.leases().heartbeat(training).cancel()).isTrue();
    assertRefused(
        "stale-lease", () -> client.leases().report(training, evaluators.outcome(training)));
  }

  @Test
  void anOutcomeOfTheWrongKindIsRefused() {
    var training = evaluators.claim(TaskKind.TRAIN);

    assertRefused(
        "invalid-request",
        () -> client.leases().report(training, new TaskOutcome.Tested(0.5, 10_000)));
  }

  @Test
  void twoLastReportsAtTheSameInstantFinishATrialOnce() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 20; round++) {
        var training = evaluators.claim(TaskKind.TRAIN);
        var measurement = measurementOf(training);
        var barrier = new CyclicBarrier(2);
        var reports =
            threads.invokeAll(
                List.of(
                    reportAt(barrier, training, evaluators.outcome(training)),
                    reportAt(barrier, measurement, evaluators.outcome(measurement))));
        for (var report : reports) {
          report.get();
        }
        assertThat(trial(training).state()).isEqualTo(TrialState.COMPLETED);
      }
    }
    assertThat(
            jdbc
                .sql("SELECT ended_position FROM trial WHERE experiment_id = ? ORDER BY 1")
                .param(experiment)
                .query(Integer.class)
                .list()
                .stream()
                .filter(java.util.Objects::nonNull))
        .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 20).boxed().toList());
  }

  private Lease lastAttempt() {
    var lease = evaluators.claim(TaskKind.TRAIN);
    for (int attempt = 2; attempt <= Reports.MOST_ATTEMPTS; attempt++) {
      letExpire(lease);
      lease = claimAgain(lease);
    }
    return lease;
  }

  private Callable<Boolean> reportAt(CyclicBarrier barrier, Lease lease, TaskOutcome outcome) {
    return () -> {
      barrier.await();
      client.leases().report(lease, outcome);
      return true;
    };
  }

  private Lease measurementOf(Lease training) {
    while (true) {
      var claimed = evaluators.claim(TaskKind.MEASURE);
      if (claimed.trial().equals(training.trial())) {
        return claimed;
      }
      client.leases().report(claimed, evaluators.outcome(claimed));
    }
  }

  private long token(Lease lease) {
    return jdbc.sql("SELECT token FROM task WHERE id = ?")
        .param(lease.task())
        .query(Long.class)
        .single();
  }

  private int attempts(Lease lease) {
    return jdbc.sql("SELECT attempts FROM task WHERE id = ?")
        .param(lease.task())
        .query(Integer.class)
        .single();
  }

  private static TaskOutcome broken() {
    return new TaskOutcome.Failed(FailureCategory.INFRASTRUCTURE, "the slot's process was killed");
  }
}
