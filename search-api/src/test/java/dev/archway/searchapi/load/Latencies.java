package dev.archway.searchapi.load;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// How long calls took, of each kind.
final class Latencies {
  /// What is called.
  enum Call {
    CLAIM,
    HEARTBEAT,
    PROGRESS,
    RESULT
  }

  private final Map<Call, long[]> nanos = new EnumMap<>(Call.class);
  private final Map<Call, Integer> counts = new EnumMap<>(Call.class);

  Latencies() {
    for (var call : Call.values()) {
      nanos.put(call, new long[1024]);
      counts.put(call, 0);
    }
  }

  synchronized void add(Call call, long took) {
    int count = counts.get(call);
    var all = nanos.get(call);
    if (count == all.length) {
      all = Arrays.copyOf(all, 2 * count);
      nanos.put(call, all);
    }
    all[count] = took;
    counts.put(call, count + 1);
  }

  /// Forgets all that was.
  synchronized void clear() {
    counts.replaceAll((_, _) -> 0);
  }

  /// The latency in milliseconds that a share of all calls of a kind does not exceed; 0 of none.
  synchronized double millis(Call call, double share) {
    var sorted = Arrays.copyOf(nanos.get(call), counts.get(call));
    Arrays.sort(sorted);
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
  }

  /// The same of all calls together.
  synchronized double millis(double share) {
    var all =
        Arrays.stream(Call.values())
            .flatMapToLong(c -> Arrays.stream(nanos.get(c), 0, counts.get(c)))
            .sorted()
            .toArray();
    return all.length == 0 ? 0 : all[(int) Math.min(all.length - 1, share * all.length)] / 1e6;
  }
}
