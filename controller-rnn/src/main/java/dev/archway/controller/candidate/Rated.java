package dev.archway.controller.candidate;

import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/// Choices that were tried, and what they were worth. In bytes: the options, 4 bytes each, then the
/// reward.
public record Rated(Choices choices, double reward) {
  public Rated {
    if (!Double.isFinite(reward)) {
      throw new IllegalArgumentException("A reward is finite, but is " + reward + ".");
    }
  }

  /// The size of one in bytes.
  public static int bytes(Decisions decisions) {
    return decisions.size() * Integer.BYTES + Double.BYTES;
  }

  public void put(ByteBuffer bytes) {
    choices.options().forEach(bytes::putInt);
    bytes.putDouble(reward);
  }

  /// The next one of a snapshot.
  ///
  /// @throws IllegalArgumentException if it cannot be one of these decisions
  public static Rated get(ByteBuffer bytes, Decisions decisions) {
    var options = new ArrayList<Integer>();
    for (int d = 0; d < decisions.size(); d++) {
      options.add(bytes.getInt());
    }
    var choices = new Choices(options);
    if (!decisions.normalize(choices).equals(choices)) {
      throw new IllegalArgumentException(
          "A snapshot holds the choices %s, but inactive decisions take option 0."
              .formatted(options));
    }
    return new Rated(choices, bytes.getDouble());
  }
}
