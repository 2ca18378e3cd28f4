package dev.archway.searchapi.load;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How long calls took, of each kind.
final class Latencies {
  /// What is called.
  enum Call {
    CLAIM,
    HEARTBEAT,
    PROGRESS,
    RESULT
  }

  /// Those of one kind of call.
  private static final class Series {
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long took) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = took;
    }

    synchronized void clear() {
      count = 0;
    }

    synchronized long[] all() {
      return Arrays.copyOf(nanos, count);
    }
  }

  private final Map<Call, Series> series = new ConcurrentHashMap<>();

  void add(Call call, long took) {
    of(call).add(took);
  }

  private Series of(Call call) {
    return series.computeIfAbsent(call, _ -> new Series());
  }

  /// Forgets all that was.
  void clear() {
    series.values().forEach(Series::clear);
  }

  /// The latency in milliseconds that a share of all calls of a kind does not exceed; 0 of none.
  double millis(Call call, double share) {
    return millis(List.of(of(call)), share);
  }

  /// The same of all calls together.
  double millis(double share) {
    return millis(series.values(), share);
  }

  private static double millis(Collection<Series> of, double share) {
    var sorted = of.stream().map(Series::all).flatMapToLong(Arrays::stream).sorted().toArray();
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
  }
}
