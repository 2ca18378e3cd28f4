package dev.archway.core.cost;

/// The elements of all feature maps that exist while one step of a network is computed.
///
/// @param node the first node of the step
public record StepMemory(String node, long elements) {
  public StepMemory {
    if (elements < 1) {
      throw new IllegalArgumentException(
          "Step " + node + " holds at least one element, but holds " + elements + ".");
    }
  }

  /// The same in bytes, with every feature map in float32 or every one in int8.
  public Bytes bytes() {
    return Bytes.ofQuantized(elements);
  }
}
