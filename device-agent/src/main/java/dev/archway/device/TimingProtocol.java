package dev.archway.device;

import dev.archway.core.task.Measurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// How a network is timed so that timing it again later gives the same figure: warmed up, in many
/// short rounds with a [Canary] between them, of which only the undisturbed count ([QuietRounds]).
/// On a machine that is left alone this takes 1.3 s; beside other programs it goes on for up to 6.3
/// s to find quiet moments. The first time, the canary is got to know for three seconds.
///
/// The samples are wall times of single runs as they were, each with what the canary said of it.
final class TimingProtocol {
  private static final long KNOWN_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long WARM_UP_RUNS = 10;
  private static final long WARM_UP_NANOS = Duration.ofMillis(300).toNanos();

  /// Short against what disturbs, long against the canary.
  private static final long ROUND_NANOS = Duration.ofNanos(300_000).toNanos();

  private static final int LEAST_RUNS = 50;
  private static final long LEAST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long RESTLESS_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long MOST_NANOS = Duration.ofSeconds(6).toNanos();

  /// The share of quiet rounds on a machine that is left alone.
  private static final double QUIET_SHARE = 0.8;

  /// So many quiet rounds say enough on a machine that is not.
  private static final int QUIET_ROUNDS = 100;

  /// More samples than this say nothing new about a median, but have to be stored.
  private static final int MOST_SAMPLES = 400;

  private final LongSupplier nanoTime;
  private final Canary canary;

  /// @param nanoTime a clock such as [System#nanoTime()]
  TimingProtocol(LongSupplier nanoTime, Canary canary) {
    this.nanoTime = nanoTime;
    this.canary = canary;
  }

  /// 50 to 400 samples in the order in which they were taken.
  List<Measurement.Sample> time(TimedNetwork network)
      throws UnrunnableModelException, InterruptedException {
    if (!canary.known()) {
      getToKnowCanary();
    }
    warmUp(network);
    var rounds = rounds(network);
    double quiet = canary.quietMillis();
    return spread(
        QuietRounds.of(rounds, quiet).stream().flatMap(r -> samples(r, quiet).stream()).toList());
  }

  private List<Round> rounds(TimedNetwork network)
      throws UnrunnableModelException, InterruptedException {
    var rounds = new ArrayList<Round>();
    int runs = 0;
    long start = nanoTime.getAsLong();
    double before = canary.millis();
    long check = LEAST_NANOS;
    while (true) {
      var samples = run(network);
      double after = canary.millis();
      rounds.add(new Round(samples, before, after));
      before = after;
      runs += samples.size();
      long nanos = nanoTime.getAsLong() - start;
      // Now and then only: what is quiet takes a moment to find out.
      if (runs >= LEAST_RUNS && nanos >= check) {
        if (finished(nanos, rounds)) {
          return rounds;
        }
        check = nanos + LEAST_NANOS / 2;
        before = canary.millis();
      }
    }
  }

  private boolean finished(long nanos, List<Round> rounds) {
    double quietMillis = canary.quietMillis();
    long quiet = rounds.stream().filter(r -> QuietRounds.quiet(r, quietMillis)).count();
    return quiet >= QUIET_SHARE * rounds.size()
        || (nanos >= RESTLESS_NANOS && quiet >= QUIET_ROUNDS)
        || nanos >= MOST_NANOS;
  }

  private void getToKnowCanary() throws UnrunnableModelException, InterruptedException {
    long start = nanoTime.getAsLong();
    while (nanoTime.getAsLong() - start < KNOWN_NANOS) {
      refuseInterrupt();
      canary.millis();
    }
  }

  private void warmUp(TimedNetwork network) throws UnrunnableModelException, InterruptedException {
    long start = nanoTime.getAsLong();
    long runs = 0;
    while (runs < WARM_UP_RUNS || nanoTime.getAsLong() - start < WARM_UP_NANOS) {
      sample(network);
      runs++;
    }
  }

  private List<Double> run(TimedNetwork network)
      throws UnrunnableModelException, InterruptedException {
    var samples = new ArrayList<Double>();
    long start = nanoTime.getAsLong();
    do {
      samples.add(sample(network));
    } while (nanoTime.getAsLong() - start < ROUND_NANOS);
    return samples;
  }

  private double sample(TimedNetwork network)
      throws UnrunnableModelException, InterruptedException {
    refuseInterrupt();
    long start = nanoTime.getAsLong();
    network.run();
    return (nanoTime.getAsLong() - start) / 1e6;
  }

  private static void refuseInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static List<Measurement.Sample> samples(Round round, double quietMillis) {
    double slowdown = round.meanCanaryMillis() / quietMillis;
    return round.samplesMillis().stream().map(m -> new Measurement.Sample(m, slowdown)).toList();
  }

  /// At most [#MOST_SAMPLES] of the samples, evenly spread over the time.
  private static List<Measurement.Sample> spread(List<Measurement.Sample> samples) {
    int kept = Math.min(samples.size(), MOST_SAMPLES);
    var spread = new ArrayList<Measurement.Sample>(kept);
    for (int i = 0; i < kept; i++) {
      spread.add(samples.get((int) ((long) i * samples.size() / kept)));
    }
    return spread;
  }
}
