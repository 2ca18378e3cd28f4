package dev.archway.controller.rnn;

import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.OptionalDouble;

/// All that an RNN controller knows, and its form in bytes: a header that tells which controller
/// and which decisions it is of, the counts, the baseline, the memory, then parameters and Adam's
/// moments in single precision (12 bytes a parameter), big-endian. A state is never changed:
/// learning makes another.
///
/// @param version updates so far; more than Adam's steps where a batch taught nothing
/// @param baseline the moving average of rewards; none before the first reward
record PolicyState(
    int version, OptionalDouble baseline, Memory memory, PolicyParameters parameters, Adam adam) {
  /// "AWRN", which tells snapshots of this controller from others.
  private static final int MAGIC = 0x4157524e;

  private static final int FORMAT = 2;

  static PolicyState initial(PolicyParameters parameters) {
    var adam = new Adam(parameters.zeroLike(), parameters.zeroLike(), 0);
    return new PolicyState(0, OptionalDouble.empty(), Memory.EMPTY, parameters, adam);
  }

  /// The state after one more update.
  PolicyState next(
      OptionalDouble nextBaseline,
      Memory nextMemory,
      PolicyParameters nextParameters,
      Adam nextAdam) {
    return new PolicyState(version + 1, nextBaseline, nextMemory, nextParameters, nextAdam);
  }

  byte[] toBytes(Decisions decisions) {
    int best = memory.best().size() * (Double.BYTES + decisions.size() * Integer.BYTES);
    int size =
        (9 + decisions.size() + 3 * parameters.count()) * Integer.BYTES
            + (1 + memory.rewards().size()) * Double.BYTES
            + best;
    var bytes = ByteBuffer.allocate(size);
    bytes.putInt(MAGIC).putInt(FORMAT).putInt(parameters.hiddenUnits()).putInt(decisions.size());
    decisions.list().forEach(d -> bytes.putInt(d.options().size()));
    bytes.putInt(version).putInt(adam.steps());
    bytes.putInt(baseline.isPresent() ? 1 : 0).putDouble(baseline.orElse(0));
    put(memory, bytes);
    put(parameters, bytes);
    put(adam.firstMoment(), bytes);
    put(adam.secondMoment(), bytes);
    return bytes.array();
  }

  private static void put(Memory memory, ByteBuffer bytes) {
    bytes.putInt(memory.rewards().size());
    memory.rewards().forEach(bytes::putDouble);
    bytes.putInt(memory.best().size());
    for (var best : memory.best()) {
      bytes.putDouble(best.reward());
      best.choices().options().forEach(bytes::putInt);
    }
  }

  private static Memory memory(ByteBuffer bytes, Decisions decisions) {
    var rewards = new ArrayList<Double>();
    for (int left = count(bytes, Double.BYTES); left > 0; left--) {
      rewards.add(bytes.getDouble());
    }
    var best = new ArrayList<Memory.Best>();
    int bytesOfOne = Double.BYTES + decisions.size() * Integer.BYTES;
    for (int left = count(bytes, bytesOfOne); left > 0; left--) {
      double reward = bytes.getDouble();
      var options = new ArrayList<Integer>();
      for (int d = 0; d < decisions.size(); d++) {
        options.add(bytes.getInt());
      }
      best.add(new Memory.Best(new Choices(options), reward));
    }
    return new Memory(rewards, best);
  }

  /// How many things of a size come next; more than there can be are too many.
  private static int count(ByteBuffer bytes, int size) {
    int count = bytes.getInt();
    if (count < 0 || (long) count * size > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    return count;
  }

  private static void put(PolicyParameters numbers, ByteBuffer bytes) {
    for (var row : numbers.rows()) {
      for (double value : row) {
        bytes.putFloat((float) value);
      }
    }
  }

  static PolicyState fromBytes(byte[] snapshot, int hiddenUnits, Decisions decisions) {
    var bytes = ByteBuffer.wrap(snapshot);
    try {
      require(bytes.getInt(), MAGIC, "mark");
      require(bytes.getInt(), FORMAT, "format");
      require(bytes.getInt(), hiddenUnits, "number of hidden units");
      require(bytes.getInt(), decisions.size(), "number of decisions");
      for (var decision : decisions.list()) {
        require(
            bytes.getInt(), decision.options().size(), "number of options of " + decision.name());
      }
      int version = bytes.getInt();
      int steps = bytes.getInt();
      boolean known = bytes.getInt() == 1;
      double average = bytes.getDouble();
      var baseline = known ? OptionalDouble.of(average) : OptionalDouble.empty();
      var memory = memory(bytes, decisions);
      var parameters = numbers(bytes, hiddenUnits, decisions);
      var firstMoment = numbers(bytes, hiddenUnits, decisions);
      var adam = new Adam(firstMoment, numbers(bytes, hiddenUnits, decisions), steps);
      require(bytes.remaining(), 0, "number of bytes left over");
      return new PolicyState(version, baseline, memory, parameters, adam);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "An RNN controller's snapshot ends too early, after %d bytes.".formatted(snapshot.length),
          e);
    }
  }

  private static PolicyParameters numbers(ByteBuffer bytes, int hiddenUnits, Decisions decisions) {
    var numbers = PolicyParameters.zero(hiddenUnits, decisions);
    for (var row : numbers.rows()) {
      for (int i = 0; i < row.length; i++) {
        row[i] = bytes.getFloat();
      }
    }
    return numbers;
  }

  private static void require(int found, int expected, String what) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "An RNN controller's snapshot should have %d as its %s, but has %d."
              .formatted(expected, what, found));
    }
  }
}
