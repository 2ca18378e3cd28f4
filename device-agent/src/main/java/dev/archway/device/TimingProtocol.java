package dev.archway.device;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// How a network is timed so that timing it again later gives the same figure: warmed up, in many
/// short rounds, of which only the undisturbed count ([QuietRounds]). On a machine that is left
/// alone this takes 1.3 s; beside other programs it goes on for up to 4.3 s to find quiet moments.
///
/// The samples are wall times of single runs as they were; disturbed rounds are left out whole, so
/// the spread within a round stays in.
final class TimingProtocol {
  private static final long WARM_UP_RUNS = 10;
  private static final long WARM_UP_NANOS = 300_000_000L;
  private static final int LEAST_RUNS_IN_ROUND = 3;
  private static final long ROUND_NANOS = 10_000_000L;
  private static final int LEAST_RUNS = 50;
  private static final long LEAST_NANOS = 1_000_000_000L;
  private static final long MOST_NANOS = 4_000_000_000L;

  /// With less than this share of undisturbed rounds it is worth while to wait for more.
  private static final double QUIET_SHARE = 0.5;

  /// More samples than this say nothing new about a median, but have to be stored.
  private static final int MOST_SAMPLES = 400;

  private final LongSupplier nanoTime;

  /// @param nanoTime a clock such as [System#nanoTime()]
  TimingProtocol(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// 50 to 400 samples in milliseconds, in the order in which they were taken.
  List<Double> time(TimedNetwork network) throws UnrunnableModelException, InterruptedException {
    warmUp(network);
    var rounds = new ArrayList<Round>();
    int runs = 0;
    long start = nanoTime.getAsLong();
    while (runs < LEAST_RUNS || !finished(nanoTime.getAsLong() - start, rounds)) {
      var round = round(network);
      rounds.add(round);
      runs += round.samplesMillis().size();
    }
    return spread(
        QuietRounds.of(rounds).stream().flatMap(r -> r.samplesMillis().stream()).toList());
  }

  private static boolean finished(long nanos, List<Round> rounds) {
    return nanos >= MOST_NANOS
        || (nanos >= LEAST_NANOS && QuietRounds.of(rounds).size() >= QUIET_SHARE * rounds.size());
  }

  private void warmUp(TimedNetwork network) throws UnrunnableModelException, InterruptedException {
    long start = nanoTime.getAsLong();
    long runs = 0;
    while (runs < WARM_UP_RUNS || nanoTime.getAsLong() - start < WARM_UP_NANOS) {
      sample(network);
      runs++;
    }
  }

  private Round round(TimedNetwork network) throws UnrunnableModelException, InterruptedException {
    var samples = new ArrayList<Double>();
    long start = nanoTime.getAsLong();
    while (samples.size() < LEAST_RUNS_IN_ROUND || nanoTime.getAsLong() - start < ROUND_NANOS) {
      samples.add(sample(network));
    }
    return Round.of(samples);
  }

  private double sample(TimedNetwork network)
      throws UnrunnableModelException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long start = nanoTime.getAsLong();
    network.run();
    return (nanoTime.getAsLong() - start) / 1e6;
  }

  /// At most [#MOST_SAMPLES] of the samples, evenly spread over the time.
  private static List<Double> spread(List<Double> samples) {
    int kept = Math.min(samples.size(), MOST_SAMPLES);
    var spread = new ArrayList<Double>(kept);
    for (int i = 0; i < kept; i++) {
      spread.add(samples.get((int) ((long) i * samples.size() / kept)));
    }
    return spread;
  }
}
