package dev.archway.searchapi.task;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Wakes the calls that wait for work in this process when some was queued here. It is a hint only:
/// waiting calls look again by themselves, so that nothing hangs on work that another replica
/// queued.
@Component
class WorkSignal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition queued = lock.newCondition();
  private long count;
  private boolean closing;

  /// How often work was queued so far: to be read before looking, so that no signal is missed.
  long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  void signal() {
    lock.lock();
    try {
      count++;
      queued.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Lets every waiting call go, and lets none wait any more: the service is stopping.
  @EventListener
  void on(ContextClosedEvent event) {
    lock.lock();
    try {
      closing = true;
      queued.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether the service is stopping: whoever asks for work now would not be heard again.
  boolean closing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /// Returns when work was queued since `seen` was read, or after `atMost`.
  void await(long seen, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (count == seen && left > 0 && !closing) {
        left = queued.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
