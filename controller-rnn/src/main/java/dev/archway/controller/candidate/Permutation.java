package dev.archway.controller.candidate;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A seeded permutation of `0..size-1` for any size, without a table: a Feistel network over the
/// next even number of bits, walked until it lands inside (Black and Rogaway 2002).
final class Permutation {
  private static final int ROUNDS = 8;

  private final BigInteger size;
  private final int halfBits;
  private final long[] keys = new long[ROUNDS];

  Permutation(BigInteger size, RandomGenerator random) {
    this.size = size;
    this.halfBits = StrictMath.max(1, (size.subtract(BigInteger.ONE).bitLength() + 1) / 2);
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = random.nextLong();
    }
  }

  /// Where `index` goes; different indices go to different places.
  BigInteger at(BigInteger index) {
    var place = index;
    do {
      place = encipher(place);
    } while (place.compareTo(size) >= 0);
    return place;
  }

  private BigInteger encipher(BigInteger value) {
    var left = value.shiftRight(halfBits);
    var right = low(value);
    for (long key : keys) {
      var next = left.xor(scramble(right, key));
      left = right;
      right = next;
    }
    return left.shiftLeft(halfBits).or(right);
  }

  private BigInteger scramble(BigInteger half, long key) {
    long seed = key;
    for (int bit = 0; bit < halfBits; bit += Long.SIZE) {
      seed = new SplittableRandom(seed ^ half.shiftRight(bit).longValue()).nextLong();
    }
    var random = new SplittableRandom(seed);
    var bits = BigInteger.ZERO;
    for (int bit = 0; bit < halfBits; bit += Integer.SIZE) {
      bits = bits.shiftLeft(Integer.SIZE).or(BigInteger.valueOf(random.nextLong() >>> 32));
    }
    return low(bits);
  }

  private BigInteger low(BigInteger value) {
    return value.and(BigInteger.ONE.shiftLeft(halfBits).subtract(BigInteger.ONE));
  }
}
