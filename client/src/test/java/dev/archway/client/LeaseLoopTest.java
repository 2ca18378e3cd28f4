package dev.archway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.client.FakeService.Answer;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.FailureCategory;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.MeasureTask;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TrainingProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LeaseLoopTest {
  private static final ClaimRequest CLAIM =
      new ClaimRequest("worker", List.of(TaskKind.TRAIN), Optional.empty(), 1, 1);
  private static final TaskOutcome DONE = new TaskOutcome.Tested(0.5, 10_000);

  private final FakeService service = new FakeService();
  private final ArchwayClient client = new ArchwayClient(service.address());
  private @Nullable Thread loop;

  @AfterEach
  void end() throws InterruptedException {
    stopLoop();
    client.close();
    service.close();
  }

  @Test
  void claimsWorksAndReportsOneTaskAfterAnother() throws InterruptedException {
    var first = lease(1);
    var second = lease(2);
    service.offer(first);
    service.offer(second);
    start(held -> new TaskOutcome.Infeasible("token " + held.lease().token()));

    var report = service.awaitCall("/result");
    assertThat(report.path()).isEqualTo("/leases/" + first.task() + "/result?token=1");
    assertThat(outcome(report)).isEqualTo(new TaskOutcome.Infeasible("token 1"));
    assertThat(outcome(service.awaitCall(second.task() + "/result")))
        .isEqualTo(new TaskOutcome.Infeasible("token 2"));
  }

  @Test
  void keepsTheLeaseByHeartbeatsWhileTheHandlerWorks() throws InterruptedException {
    var lease = lease(3);
    var beaten = new CountDownLatch(1);
    service.offer(lease);
    start(held -> {
      beaten.await();
      return DONE;
    });

    assertThat(service.awaitCall("/heartbeat").path())
        .isEqualTo("/leases/" + lease.task() + "/heartbeat?token=3");
    service.awaitCall("/heartbeat");
    beaten.countDown();
    assertThat(outcome(service.awaitCall("/result"))).isEqualTo(DONE);
  }

  @Test
  void aHeartbeatThatIsNotAnsweredIsFollowedByAnotherBeforeTheLeaseIsOver()
      throws InterruptedException {
    var lease = lease(1, 3);
    var beaten = new CountDownLatch(1);
    service.answer("/leases/" + lease.task() + "/heartbeat", Answer.silence());
    service.offer(lease);
    start(_ -> {
      beaten.await();
      return DONE;
    });

    service.awaitCall("/heartbeat");
    long first = System.nanoTime();
    service.awaitCall("/heartbeat");

    assertThat(Duration.ofNanos(System.nanoTime() - first))
        .as("time to the second heartbeat; the first came after a third of the lease")
        .isLessThan(Duration.ofSeconds(lease.seconds()).multipliedBy(2).dividedBy(3));
    beaten.countDown();
    assertThat(outcome(service.awaitCall("/result"))).isEqualTo(DONE);
  }

  @Test
  void aServiceThatTakesNoLogCostsNoLease() throws InterruptedException {
    var lease = lease(1);
    var log = "/leases/" + lease.task() + "/log";
    service.answer(log, Answer.problem(404, "/problems/not-found", "There is no such thing."));
    service.offer(lease);
    start(held -> {
      held.say(List.of("epoch 1", "half a character \ud83d"));
      service.answer(log, Answer.hangUp());
      held.say(List.of("epoch 2"));
      return held.cancelled() ? new TaskOutcome.Infeasible("The lease was lost.") : DONE;
    });

    assertThat(service.awaitCall("/log").path()).isEqualTo(log + "?token=1");
    assertThat(outcome(service.awaitCall("/result"))).isEqualTo(DONE);
  }

  @Test
  void progressThatIsNotAnsweredHoldsUpTheWorkForLessThanTheLease() throws InterruptedException {
    var lease = lease(1, 3);
    service.answer("/leases/" + lease.task() + "/progress", Answer.silence());
    service.offer(lease);
    var waited = new AtomicReference<Duration>();
    start(held -> {
      long begun = System.nanoTime();
      held.progress(new TrainingProgress(5, 10, 250, Optional.empty()));
      waited.set(Duration.ofNanos(System.nanoTime() - begun));
      return DONE;
    });

    assertThat(outcome(service.awaitCall("/result"))).isEqualTo(DONE);
    assertThat(waited.get()).isLessThan(Duration.ofSeconds(lease.seconds()));
  }

  @Test
  void passesProgressOn() throws InterruptedException {
    var progress = new TrainingProgress(5, 10, 250, Optional.empty());
    service.offer(lease(1));
    start(held -> {
      held.progress(progress);
      return DONE;
    });

    assertThat(
            Json.mapper().readValue(service.awaitCall("/progress").body(), TrainingProgress.class))
        .isEqualTo(progress);
  }

  @Test
  void aServiceThatIsAwayWhileATaskIsWorkedOnLosesNothing() throws InterruptedException {
    var working = new CountDownLatch(1);
    var away = new CountDownLatch(1);
    var noticed = new CountDownLatch(1);
    service.offer(lease(1));
    start(held -> {
      working.countDown();
      away.await();
      held.progress(new TrainingProgress(5, 10, 250, Optional.empty()));
      assertThat(held.cancelled()).isFalse();
      noticed.countDown();
      return DONE;
    });
    working.await();
    service.stop();
    away.countDown();
    noticed.await();
    service.start();

    assertThat(outcome(service.awaitCall("/result"))).isEqualTo(DONE);
  }

  @Test
  void aReportThatDidNotArriveIsSentAgain() throws InterruptedException {
    var lease = lease(1);
    service.answer("/leases/" + lease.task() + "/result", Answer.hangUp());
    service.offer(lease);
    start(_ -> DONE);
    service.awaitCall("/result");
    service.awaitCall("/result");
    service.answerNormally("/leases/" + lease.task() + "/result");

    assertThat(outcome(service.awaitCall("/result"))).isEqualTo(DONE);
  }

  @Test
  void aServiceThatIsAwayAtTheStartIsWaitedFor() throws InterruptedException {
    service.answer("/leases", Answer.hangUp());
    start(_ -> DONE);
    service.awaitCall("/leases");
    service.stop();
    service.start();
    service.answerNormally("/leases");
    service.offer(lease(1));

    assertThat(outcome(service.awaitCall("/result"))).isEqualTo(DONE);
  }

  @Test
  void aServiceThatIsBrokenForAWhileGetsTheReportAgain() throws InterruptedException {
    var lease = lease(1);
    var result = "/leases/" + lease.task() + "/result";
    service.answer(result, Answer.problem(503, "/problems/starting", "The service is starting."));
    service.offer(lease);
    start(_ -> DONE);
    service.awaitCall("/result");
    service.awaitCall("/result");
    service.answerNormally(result);

    assertThat(outcome(service.awaitCall("/result"))).isEqualTo(DONE);
    service.offer(lease(2));
    assertThat(FakeService.query(service.awaitCall("/result"))).containsEntry("token", "2");
  }

  @Test
  void anAnswerThatMakesNoSenseIsAsGoodAsNone() throws InterruptedException {
    service.answer("/leases", new Answer(200, "text/html", "<html>"));
    start(_ -> DONE);
    service.awaitCall("/leases");
    service.answerNormally("/leases");
    service.offer(lease(1));

    assertThat(outcome(service.awaitCall("/result"))).isEqualTo(DONE);
  }

  @Test
  void aLostLeaseCancelsTheWorkAndIsNeitherReportedNorGivenBack() throws InterruptedException {
    var stale = lease(1);
    service.answer(
        "/leases/" + stale.task() + "/heartbeat",
        Answer.problem(409, "/problems/stale-lease", "Token 1 is no longer the lease's."));
    service.offer(stale);
    service.offer(lease(2));
    start(untilCancelled(1));

    var report = service.awaitCall("/result");
    assertThat(FakeService.query(report)).containsEntry("token", "2");
    assertThat(service.history())
        .noneMatch(c -> c.path().contains(stale.task().toString()) && c.path().contains("give"));
  }

  @Test
  void aResultThatIsNoLongerWantedIsGivenBackAndNotReported() throws InterruptedException {
    var unwanted = lease(1);
    service.answer("/leases/" + unwanted.task() + "/heartbeat", Answer.json(new LeaseAnswer(true)));
    service.offer(unwanted);
    service.offer(lease(2));
    start(untilCancelled(1));

    assertThat(service.awaitCall("/give-back").path())
        .isEqualTo("/leases/" + unwanted.task() + "/give-back?token=1");
    assertThat(FakeService.query(service.awaitCall("/result"))).containsEntry("token", "2");
  }

  @Test
  void progressTellsThatTheEpochUnderWayIsTheLast() throws InterruptedException {
    var lease = lease(1, 3_000);
    service.answer(
        "/leases/" + lease.task() + "/progress",
        Answer.json(new LeaseAnswer(false, Optional.of("below the median"))));
    service.offer(lease);
    start(held -> {
      assertThat(held.enough()).isFalse();
      held.progress(new TrainingProgress(1, 10, 250, Optional.empty()));
      assertThat(held.enough()).isTrue();
      assertThat(held.cancelled()).isFalse();
      return DONE;
    });

    assertThat(FakeService.query(service.awaitCall("/result"))).containsEntry("token", "1");
  }

  @Test
  void progressTellsOfACancelledTaskWithoutWaitingForAHeartbeat() throws InterruptedException {
    var lease = lease(1, 3_000);
    service.answer("/leases/" + lease.task() + "/progress", Answer.json(new LeaseAnswer(true)));
    service.offer(lease);
    start(held -> {
      held.progress(new TrainingProgress(1, 10, 250, Optional.empty()));
      assertThat(held.cancelled()).isTrue();
      return DONE;
    });

    service.awaitCall("/give-back");
  }

  @Test
  void aRefusedReportIsDroppedAndTheLoopGoesOn() throws InterruptedException {
    var late = lease(1);
    service.answer(
        "/leases/" + late.task() + "/result",
        Answer.problem(409, "/problems/stale-lease", "Token 1 is no longer the lease's."));
    service.offer(late);
    service.offer(lease(2));
    start(_ -> DONE);

    service.awaitCall(late.task() + "/result");
    assertThat(FakeService.query(service.awaitCall("/result"))).containsEntry("token", "2");
  }

  @Test
  void aHandlersExceptionIsAnInfrastructureFailureAndTheLoopGoesOn() throws InterruptedException {
    var attempts = new AtomicInteger();
    service.offer(lease(1));
    service.offer(lease(2));
    start(_ -> {
      if (attempts.incrementAndGet() == 1) {
        throw new IllegalStateException("the slot is gone");
      }
      return DONE;
    });

    assertThat(outcome(service.awaitCall("/result")))
        .isEqualTo(
            new TaskOutcome.Failed(
                FailureCategory.INFRASTRUCTURE,
                "java.lang.IllegalStateException: the slot is gone"));
    assertThat(outcome(service.awaitCall("/result"))).isEqualTo(DONE);
  }

  @Test
  void anInterruptGivesTheTaskBackAndEndsTheLoop() throws InterruptedException {
    var working = new CountDownLatch(1);
    var lease = lease(1);
    service.offer(lease);
    var started =
        start(_ -> {
          working.countDown();
          new Semaphore(0).acquire();
          return DONE;
        });
    working.await();
    started.interrupt();

    assertThat(service.awaitCall("/give-back").path())
        .isEqualTo("/leases/" + lease.task() + "/give-back?token=1");
    assertThat(started.join(Duration.ofSeconds(30))).isTrue();
    assertThat(service.history()).noneMatch(c -> c.path().contains("/result"));
  }

  @Test
  void aHostThatIsUnfitGivesTheTaskBackAndClaimsNoOtherUntilItIsFit() throws InterruptedException {
    var unfit = lease(1);
    service.offer(unfit);
    service.offer(lease(2));
    var fit = new Semaphore(1);
    var asked = new CountDownLatch(2);
    var handled = new CopyOnWriteArrayList<Long>();
    start(
        new TaskHandler() {
          @Override
          public void awaitFit() throws InterruptedException {
            asked.countDown();
            fit.acquire();
          }

          @Override
          public TaskOutcome handle(HeldLease held) throws UnfitHostException {
            handled.add(held.lease().token());
            if (held.lease().token() == 1) {
              throw new UnfitHostException("The disk is full.");
            }
            return DONE;
          }
        });

    assertThat(service.awaitCall("/give-back").path())
        .isEqualTo("/leases/" + unfit.task() + "/give-back?token=1");
    asked.await();
    assertThat(handled).containsExactly(1L);
    fit.release();

    assertThat(FakeService.query(service.awaitCall("/result"))).containsEntry("token", "2");
    assertThat(service.history()).noneMatch(c -> c.path().contains(unfit.task() + "/result"));
  }

  @Test
  void anInterruptWhileTheServiceIsAwayEndsTheLoop() throws InterruptedException {
    service.answer("/leases", Answer.hangUp());
    var started = start(_ -> DONE);
    service.awaitCall("/leases");
    started.interrupt();

    assertThat(started.join(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void refusesToHoldSeveralTasksAtOnce() {
    var request = new ClaimRequest("w", List.of(TaskKind.TRAIN), Optional.empty(), 2, 1);

    assertThatThrownBy(() -> new LeaseLoop(client, request, _ -> DONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A lease loop holds one task at a time, but would claim 2.");
  }

  /// Works on the lease with this token until it is cancelled, and on others not at all.
  private static TaskHandler untilCancelled(long token) {
    return held -> {
      while (held.lease().token() == token && !held.cancelled()) {
        Thread.onSpinWait();
      }
      return DONE;
    };
  }

  private Thread start(TaskHandler handler) {
    var started = Thread.ofPlatform().daemon().start(new LeaseLoop(client, CLAIM, handler));
    loop = started;
    return started;
  }

  private void stopLoop() throws InterruptedException {
    if (loop != null) {
      loop.interrupt();
      assertThat(loop.join(Duration.ofSeconds(30))).isTrue();
    }
  }

  private static Lease lease(long token) {
    return lease(token, 1);
  }

  private static Lease lease(long token, int seconds) {
    return new Lease(
        UUID.randomUUID(),
        UUID.randomUUID(),
        token,
        seconds,
        new MeasureTask("model", LatencySetting.SINGLE));
  }

  private static TaskOutcome outcome(FakeService.Call report) {
    return Json.mapper().readValue(report.body(), TaskOutcome.class);
  }
}
