package dev.archway.worker.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Where all randomness of a training comes from: a generator made anew for each use and moment, so
/// that a training that is taken up at step 1,000 draws what one that was never interrupted draws.
public final class Seeds {
  private Seeds() {}

  /// What is drawn; different uses at the same moment are independent.
  public enum Use {
    SPLIT,
    ORDER,
    AUGMENTATION,
    DROPOUT,
    ENGINE,
    DRAWING
  }

  /// The generator for one use of `seed` at one `moment`, such as a step.
  public static RandomGenerator generator(Use use, long seed, long moment) {
    return new SplittableRandom(mix(mix(mix(use.name().hashCode()) ^ seed) ^ moment));
  }

  /// The finalizer of MurmurHash3 in Stafford's variant 13, as in `SplittableRandom`, so that
  /// neighbouring seeds and moments share nothing.
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
