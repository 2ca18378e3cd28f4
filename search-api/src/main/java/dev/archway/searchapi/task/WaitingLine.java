package dev.archway.searchapi.task;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Claimants that can do the same, in the order in which they came. However many wait, one at a
/// time looks for work, for all of them.
final class WaitingLine {
  /// Most tasks that are claimed by one statement.
  private static final int AT_ONCE = 64;

  private final Function<List<String>, List<Claims.Claimed>> claim;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiting> line = new ArrayDeque<>();
  private List<Waiting> beingServed = List.of();
  private boolean looking;
  private boolean lookAgain;

  /// Somebody in the line.
  static final class Waiting {
    private final String claimant;
    private final int atMost;
    private final CompletableFuture<List<Claims.Claimed>> tasks = new CompletableFuture<>();
    private boolean leaving;

    Waiting(String claimant, int atMost) {
      this.claimant = claimant;
      this.atMost = atMost;
    }
  }

  /// @param claim leases tasks to holders
  WaitingLine(Function<List<String>, List<Claims.Claimed>> claim) {
    this.claim = claim;
  }

  void join(Waiting waiting) {
    locked(() -> line.add(waiting));
    look();
  }

  /// What somebody in the line gets; nothing if nothing came up in time.
  List<Claims.Claimed> await(Waiting waiting, Duration patience) throws InterruptedException {
    try {
      return waiting.tasks.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return leave(waiting);
    } catch (InterruptedException e) {
      leave(waiting);
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  /// Who is not in the line at this moment is being looked for work for, and may get some.
  private List<Claims.Claimed> leave(Waiting waiting) {
    boolean left =
        locked(() -> {
          waiting.leaving = true;
          return line.remove(waiting);
        });
    return left ? List.of() : waiting.tasks.join();
  }

  /// Whether nobody waits and nobody is being looked for work for.
  boolean isEmpty() {
    return locked(() -> line.isEmpty() && !looking);
  }

  /// Sends all away without work; whoever is being looked for work for, with what is found now.
  void dismiss() {
    locked(() -> {
      line.forEach(waiting -> waiting.tasks.complete(List.of()));
      line.clear();
      beingServed.forEach(waiting -> waiting.leaving = true);
      return true;
    });
  }

  /// Has somebody look for work for those who wait; if somebody does already, once more.
  void look() {
    boolean begins =
        locked(() -> {
          boolean free = !looking;
          looking = true;
          lookAgain = true;
          return free;
        });
    if (begins) {
      Thread.ofVirtual().name("claims").start(this::lookWhileThereIsWork);
    }
  }

  private void lookWhileThereIsWork() {
    while (goesOn()) {
      var first = takeFirst();
      try {
        serve(first, claim.apply(first.stream().flatMap(WaitingLine::names).toList()));
      } catch (RuntimeException e) {
        first.forEach(waiting -> waiting.tasks.completeExceptionally(e));
      }
    }
  }

  private boolean goesOn() {
    return locked(() -> {
      looking = lookAgain && !line.isEmpty();
      lookAgain = false;
      return looking;
    });
  }

  private List<Waiting> takeFirst() {
    return locked(() -> {
      var first = new ArrayList<Waiting>();
      int wanted = 0;
      while (!line.isEmpty() && wanted + line.element().atMost <= AT_ONCE) {
        wanted += line.element().atMost;
        first.add(line.remove());
      }
      beingServed = first;
      return first;
    });
  }

  private static Stream<String> names(Waiting waiting) {
    return Collections.nCopies(waiting.atMost, waiting.claimant).stream();
  }

  /// Gives each its tasks. Who got none goes back to where it stood, and as there is no more work,
  /// nobody looks again until there may be.
  private void serve(List<Waiting> first, List<Claims.Claimed> claimed) {
    var byPlace = claimed.stream().collect(Collectors.groupingBy(Claims.Claimed::place));
    var without = new ArrayList<Waiting>();
    int place = 0;
    for (var waiting : first) {
      var tasks = new ArrayList<Claims.Claimed>();
      for (int i = 0; i < waiting.atMost; i++) {
        tasks.addAll(byPlace.getOrDefault(place++, List.of()));
      }
      if (tasks.isEmpty()) {
        without.add(waiting);
      } else {
        waiting.tasks.complete(tasks);
      }
    }
    locked(() -> {
      for (var waiting : without.reversed()) {
        if (waiting.leaving) {
          waiting.tasks.complete(List.of());
        } else {
          line.addFirst(waiting);
        }
      }
      beingServed = List.of();
      lookAgain |= without.isEmpty();
      return true;
    });
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
