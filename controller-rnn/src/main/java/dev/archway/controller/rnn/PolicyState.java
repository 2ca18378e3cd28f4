package dev.archway.controller.rnn;

import dev.archway.controller.SnapshotHeader;
import dev.archway.core.space.Decisions;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;

/// All that an RNN controller knows. In bytes: after the header the width of the LSTM, Adam's
/// steps, the baseline, the memory, then parameters and Adam's moments in single precision (12
/// bytes a parameter), big-endian. A state is never changed: learning makes another.
///
/// @param version updates so far; more than Adam's steps where a batch taught nothing
/// @param baseline the moving average of rewards; none before the first reward
record PolicyState(
    int version, OptionalDouble baseline, Memory memory, PolicyParameters parameters, Adam adam) {

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

  private static SnapshotHeader header(Decisions decisions) {
    return new SnapshotHeader("An RNN controller", "AWRN", 2, decisions);
  }

  byte[] toBytes(Decisions decisions) {
    int size =
        3 * Integer.BYTES
            + Double.BYTES
            + memory.bytes(decisions)
            + 3 * parameters.count() * Float.BYTES;
    return header(decisions)
        .write(
            version,
            size,
            bytes -> {
              bytes.putInt(parameters.hiddenUnits()).putInt(adam.steps());
              bytes.putInt(baseline.isPresent() ? 1 : 0).putDouble(baseline.orElse(0));
              memory.put(bytes);
              put(parameters, bytes);
              put(adam.firstMoment(), bytes);
              put(adam.secondMoment(), bytes);
            });
  }

  private static void put(PolicyParameters numbers, ByteBuffer bytes) {
    for (var row : numbers.rows()) {
      for (double value : row) {
        bytes.putFloat((float) value);
      }
    }
  }

  static PolicyState fromBytes(byte[] snapshot, int hiddenUnits, Decisions decisions) {
    return header(decisions)
        .read(snapshot, (version, bytes) -> body(version, bytes, hiddenUnits, decisions));
  }

  private static PolicyState body(
      int version, ByteBuffer bytes, int hiddenUnits, Decisions decisions) {
    int units = bytes.getInt();
    if (units != hiddenUnits) {
      throw new IllegalArgumentException(
          "An RNN controller's snapshot should have %d as its number of hidden units, but has %d."
              .formatted(hiddenUnits, units));
    }
    int steps = bytes.getInt();
    boolean known = bytes.getInt() == 1;
    double average = bytes.getDouble();
    var memory = Memory.get(bytes, decisions);
    var parameters = numbers(bytes, hiddenUnits, decisions);
    var firstMoment = numbers(bytes, hiddenUnits, decisions);
    return new PolicyState(
        version,
        known ? OptionalDouble.of(average) : OptionalDouble.empty(),
        memory,
        parameters,
        new Adam(firstMoment, numbers(bytes, hiddenUnits, decisions), steps));
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
}
