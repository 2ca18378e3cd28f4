package dev.archway.controller.random;

import dev.archway.controller.Controller;
import dev.archway.controller.Observation;
import dev.archway.controller.Proposal;
import dev.archway.controller.ProposalSeed;
import dev.archway.controller.Proposals;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Every option of every decision as likely as the next, and no architecture twice: trial `n` takes
/// the n-th of a seeded permutation of all choices, or the next after it that is not known.
///
/// It learns nothing, but counts its updates like any other controller, so that the service treats
/// it like any other: results are taken in by the hundred.
public final class RandomController implements Controller {
  private static final int UPDATE_BATCH = 100;

  /// How far the permutation is followed past known architectures before one of them is proposed; a
  /// space of that size or less is seen to be exhausted.
  private static final int LONGEST_WALK = 10_000;

  /// "AWRD", which tells snapshots of this controller from others.
  private static final int MAGIC = 0x41575244;

  private final Decisions decisions;
  private final BigInteger size;
  private final Permutation permutation;
  private int version;

  private RandomController(Decisions decisions, ProposalSeed seed, int version) {
    this.decisions = decisions;
    this.size =
        decisions.list().stream()
            .map(d -> BigInteger.valueOf(d.options().size()))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    this.permutation = new Permutation(size, seed.initial());
    this.version = version;
  }

  public static RandomController create(Decisions decisions, ProposalSeed seed) {
    return new RandomController(decisions, seed, 0);
  }

  public static RandomController restore(Decisions decisions, ProposalSeed seed, byte[] snapshot) {
    var bytes = ByteBuffer.wrap(snapshot);
    if (snapshot.length != 2 * Integer.BYTES || bytes.getInt() != MAGIC) {
      throw new IllegalArgumentException(
          "A random controller's snapshot has 8 bytes and begins with AWRD, but this one of %d does not."
              .formatted(snapshot.length));
    }
    return new RandomController(decisions, seed, bytes.getInt());
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public int updateBatch() {
    return UPDATE_BATCH;
  }

  @Override
  public Proposals propose(int firstNumber, int atMost, Predicate<Choices> known) {
    return Proposals.oneByOne(
        firstNumber,
        atMost,
        known,
        (number, avoided) -> unknown(number, avoided).map(c -> new Proposal(c, logProbability(c))));
  }

  /// Empty where the whole space is known.
  private Optional<Choices> unknown(int number, Predicate<Choices> known) {
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

  private double logProbability(Choices choices) {
    double sum = 0;
    for (int d = 0; d < decisions.size(); d++) {
      if (decisions.active(d, choices.options())) {
        sum -= StrictMath.log(decisions.get(d).options().size());
      }
    }
    return sum;
  }

  @Override
  public void learn(List<Observation> observations) {
    Observation.requireBatch(observations, decisions, version);
    version++;
  }

  @Override
  public byte[] snapshot() {
    return ByteBuffer.allocate(2 * Integer.BYTES).putInt(MAGIC).putInt(version).array();
  }
}
