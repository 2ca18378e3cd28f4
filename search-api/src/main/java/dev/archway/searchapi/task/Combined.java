package dev.archway.searchapi.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Does together what many ask for at the same time, so that the database locks and commits once
/// for all of them. Nobody waits for others to come: who finds nobody at work begins at once, and
/// what is asked meanwhile is done next, by one of those who asked for it.
///
/// It saves work within one process and means nothing beyond it.
///
/// @param <A> what is asked
/// @param <R> what is answered
final class Combined<A, R> {
  private final int most;
  private final Function<List<A>, List<R>> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Asked<A, R>> waiting = new ArrayDeque<>();
  private boolean working;

  /// One call that waits for its answer.
  private static final class Asked<A, R> {
    final A what;

    /// Completed with whether it is this call's turn to work, or it has its answer.
    final CompletableFuture<Boolean> turn = new CompletableFuture<>();

    @Nullable R answer;
    @Nullable RuntimeException failure;

    Asked(A what) {
      this.what = what;
    }
  }

  /// @param most how many are done together
  /// @param work gives an answer to each that is asked, in the same order; if it throws, all of
  ///   them have failed
  Combined(int most, Function<List<A>, List<R>> work) {
    this.most = most;
    this.work = work;
  }

  /// Waits for the answer.
  R ask(A what) {
    var asked = new Asked<A, R>(what);
    if (isFirst(asked) || asked.turn.join()) {
      workAsFirst();
    }
    if (asked.failure != null) {
      throw asked.failure;
    }
    if (asked.answer == null) {
      throw new IllegalStateException("There is neither an answer nor a failure.");
    }
    return asked.answer;
  }

  private boolean isFirst(Asked<A, R> asked) {
    lock.lock();
    try {
      waiting.add(asked);
      boolean first = !working;
      working = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /// Does what waits, beginning with what the calling thread itself asked for, and passes its place
  /// on.
  private void workAsFirst() {
    var together = take();
    try {
      var answers = work.apply(together.stream().map(asked -> asked.what).toList());
      for (int i = 0; i < together.size(); i++) {
        together.get(i).answer = answers.get(i);
      }
    } catch (RuntimeException e) {
      together.forEach(asked -> asked.failure = e);
    } finally {
      together.forEach(asked -> asked.turn.complete(false));
      passOn();
    }
  }

  private List<Asked<A, R>> take() {
    lock.lock();
    try {
      var together = new ArrayList<Asked<A, R>>();
      while (together.size() < most && !waiting.isEmpty()) {
        together.add(waiting.removeFirst());
      }
      return together;
    } finally {
      lock.unlock();
    }
  }

  private void passOn() {
    lock.lock();
    try {
      var next = waiting.peekFirst();
      working = next != null;
      if (next != null) {
        next.turn.complete(true);
      }
    } finally {
      lock.unlock();
    }
  }
}
