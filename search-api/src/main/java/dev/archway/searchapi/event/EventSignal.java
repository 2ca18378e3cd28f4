package dev.archway.searchapi.event;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Wakes those who watch when this process has written an event. A hint only: they look by
/// themselves every second, as another replica may have written some.
@Component
class EventSignal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private long count;
  private boolean closing;

  /// How often events were written: to be read before looking, so that no signal is missed.
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
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @EventListener
  void on(ContextClosedEvent event) {
    lock.lock();
    try {
      closing = true;
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns when events were written since `seen` was read, or after `atMost`; says whether the
  /// service goes on.
  boolean await(long seen, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (count == seen && left > 0 && !closing) {
        left = written.awaitNanos(left);
      }
      return !closing;
    } finally {
      lock.unlock();
    }
  }
}
