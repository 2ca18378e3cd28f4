package dev.archway.searchapi.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A bucket for each of those who ask: it holds so many requests, each takes one, and it fills up
/// again with time. Kept in this process: of several replicas each grants as much.
final class Buckets {
  /// Beyond so many, those that are full are forgotten: they say nothing.
  private static final int MOST = 10_000;

  private final Clock clock;
  private final double perMillisecond;
  private final double size;
  private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  /// @param perSecond how fast a bucket fills; it holds twice as many
  Buckets(Clock clock, int perSecond) {
    this.clock = clock;
    this.perMillisecond = perSecond / 1000.0;
    this.size = 2.0 * perSecond;
  }

  /// Takes one out of a bucket; or takes nothing, and says after what time there will be one.
  Optional<Duration> take(String whose) {
    return bucket(whose).take();
  }

  /// As [#take(String)], but leaves what is in the bucket.
  Optional<Duration> look(String whose) {
    var bucket = buckets.get(whose);
    return bucket == null ? Optional.empty() : bucket.look();
  }

  private Bucket bucket(String whose) {
    if (buckets.size() > MOST) {
      buckets.values().removeIf(Bucket::full);
    }
    return buckets.computeIfAbsent(whose, _ -> new Bucket());
  }

  private final class Bucket {
    private double left = size;
    private long at = clock.millis();

    synchronized Optional<Duration> take() {
      var wait = look();
      if (wait.isEmpty()) {
        left--;
      }
      return wait;
    }

    synchronized Optional<Duration> look() {
      fill();
      return left >= 1
          ? Optional.empty()
          : Optional.of(Duration.ofMillis((long) Math.ceil((1 - left) / perMillisecond)));
    }

    synchronized boolean full() {
      fill();
      return left >= size;
    }

    private void fill() {
      long now = clock.millis();
      // A clock that was set back fills nothing.
      left = Math.min(size, left + Math.max(0, now - at) * perMillisecond);
      at = now;
    }
  }
}
