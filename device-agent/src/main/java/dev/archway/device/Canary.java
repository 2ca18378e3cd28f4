package dev.archway.device;

import dev.archway.core.task.LatencySetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// A tiny network of which it is known how fast it runs when nothing disturbs the machine. Run
/// between the runs of a network that is timed, it tells which of them were disturbed: by a program
/// on the other processor of the same core, by a neighbour of a virtual machine, or by a clock that
/// goes slower. Such things last from milliseconds to minutes and are not to be seen from the
/// network's own times alone.
final class Canary {
  /// Undisturbed are the fastest in a hundred of all runs: on a machine that something runs beside
  /// most of the time, too.
  private static final double QUIET_SHARE = 0.01;

  private static final int REMEMBERED = 1 << 16;

  private final TimedNetwork network;
  private final LongSupplier nanoTime;
  private final double[] remembered = new double[REMEMBERED];
  private long runs;
  private double quietest = Double.MAX_VALUE;

  /// @param network takes so short that running it often costs nothing, some 30 microseconds
  /// @param nanoTime a clock such as [System#nanoTime()]
  Canary(TimedNetwork network, LongSupplier nanoTime) {
    this.network = network;
    this.nanoTime = nanoTime;
  }

  /// The one that comes with the agent: two small convolutions, which stay in the fastest caches.
  /// It is kept for as long as the process lives.
  static Canary load() {
    try (var model = Canary.class.getResourceAsStream("canary.onnx")) {
      if (model == null) {
        throw new IllegalStateException("The agent comes without its canary.onnx.");
      }
      var network = OnnxNetwork.load(model.readAllBytes(), LatencySetting.SINGLE);
      return new Canary(network, System::nanoTime);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnrunnableModelException e) {
      throw new IllegalStateException("ONNX Runtime cannot run the canary", e);
    }
  }

  /// How long it takes just now, in milliseconds.
  double millis() throws UnrunnableModelException {
    // What ran before has taken its place in the caches.
    network.run();
    long start = nanoTime.getAsLong();
    network.run();
    long between = nanoTime.getAsLong();
    network.run();
    double millis = Math.min(between - start, nanoTime.getAsLong() - between) / 1e6;
    remembered[(int) (runs++ % REMEMBERED)] = millis;
    return millis;
  }

  /// How long it takes when nothing disturbs the machine, by what was seen so far.
  double quietMillis() {
    if (runs == 0) {
      throw new IllegalStateException("A canary that was never run tells nothing.");
    }
    var sorted = Arrays.copyOf(remembered, (int) Math.min(runs, REMEMBERED));
    Arrays.sort(sorted);
    // Never higher than it once was: a restless hour would else pass for the rule.
    quietest = Math.min(quietest, sorted[(int) (QUIET_SHARE * (sorted.length - 1))]);
    return quietest;
  }

  /// Whether it has been run before.
  boolean known() {
    return runs > 0;
  }
}
