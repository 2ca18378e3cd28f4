package dev.archway.controller.candidate;

import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// All choices of a space in a seeded order without a table: drawing without putting back, and the
/// way to see that a small space has nothing more to offer.
public final class ShuffledChoices {
  /// How far the order is followed past known choices before some of them are given; a space of
  /// that size or less is seen to be exhausted.
  private static final int LONGEST_WALK = 10_000;

  private final Decisions decisions;
  private final BigInteger size;
  private final Permutation permutation;

  public ShuffledChoices(Decisions decisions, RandomGenerator random) {
    this.decisions = decisions;
    this.size =
        decisions.list().stream()
            .map(d -> BigInteger.valueOf(d.options().size()))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    this.permutation = new Permutation(size, random);
  }

  /// The `number`-th of the order, or the next after it that are not known; the `number`-th all the
  /// same where those are too far off; none where the whole space is known.
  ///
  /// @param number from 1; past the last, the order begins again
  public Optional<Choices> unknown(int number, Predicate<Choices> known) {
    var first = BigInteger.valueOf(number).subtract(BigInteger.ONE).mod(size);
    var index = first;
    for (int step = 0; step < LONGEST_WALK; step++) {
      var choices = choices(permutation.at(index));
      if (!known.test(choices)) {
        return Optional.of(choices);
      }
      index = index.add(BigInteger.ONE).mod(size);
      if (index.equals(first)) {
        return Optional.empty();
      }
    }
    return Optional.of(choices(permutation.at(first)));
  }

  /// The choices with a place in `0..size-1`, its digits having the numbers of options as bases.
  private Choices choices(BigInteger place) {
    var options = new ArrayList<Integer>();
    for (var decision : decisions.list()) {
      var digit = place.divideAndRemainder(BigInteger.valueOf(decision.options().size()));
      options.add(digit[1].intValue());
      place = digit[0];
    }
    return decisions.normalize(new Choices(options));
  }

  /// The natural logarithm of the probability with which one uniform draw takes these choices:
  /// inactive decisions add nothing.
  public double logProbability(Choices choices) {
    double sum = 0;
    for (int d = 0; d < decisions.size(); d++) {
      if (decisions.active(d, choices.options())) {
        sum -= StrictMath.log(decisions.get(d).options().size());
      }
    }
    return sum;
  }
}
