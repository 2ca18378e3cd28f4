package dev.archway.searchapi.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CombinedTest {
  @Test
  void givesEachCallItsOwnAnswer() throws Exception {
    var doubled = new Combined<Integer, Integer>(7, all -> all.stream().map(i -> 2 * i).toList());

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 10_000; i++) {
        int asked = i;
        answers.add(threads.submit(() -> doubled.ask(asked)));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(2 * i);
      }
    }
  }

  @Test
  void doesTogetherWhatIsAskedWhileItIsAtWork() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var sizes = new ConcurrentLinkedQueue<Integer>();
    var combined =
        new Combined<Integer, Integer>(
            3,
            all -> {
              sizes.add(all.size());
              begun.countDown();
              uninterrupted(goOn);
              return all;
            });

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> combined.ask(0));
      begun.await();
      var others = new ArrayList<Thread>();
      for (int i = 1; i <= 4; i++) {
        int asked = i;
        others.add(Thread.ofPlatform().start(() -> combined.ask(asked)));
      }
      for (var other : others) {
        while (other.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
      goOn.countDown();
      for (var other : others) {
        other.join();
      }
      assertThat(first.get()).isZero();
    }

    assertThat(sizes).containsExactly(1, 3, 1);
  }

  @Test
  void isNeverAtWorkTwiceAtATime() throws Exception {
    var atWork = new AtomicInteger();
    var most = new AtomicInteger();
    var combined =
        new Combined<Integer, Integer>(
            5,
            all -> {
              most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
              Thread.onSpinWait();
              atWork.decrementAndGet();
              return all;
            });

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> ask = () -> combined.ask(1);
      for (var asked : threads.invokeAll(Collections.nCopies(1_000, ask))) {
        assertThat(asked.get()).isOne();
      }
    }

    assertThat(most).hasValue(1);
  }

  @Test
  void aFailureIsThatOfAllThatWereDoneTogetherAndOfNoOther() {
    var combined =
        new Combined<Integer, Integer>(
            5,
            all -> {
              if (all.contains(13)) {
                throw new IllegalArgumentException("13 is none.");
              }
              return all;
            });

    assertThatThrownBy(() -> combined.ask(13)).hasMessage("13 is none.");
    assertThat(combined.ask(14)).isEqualTo(14);
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
