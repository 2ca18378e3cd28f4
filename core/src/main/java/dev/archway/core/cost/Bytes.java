package dev.archway.core.cost;

/// An amount of memory at the two precisions in which networks are shipped.
public record Bytes(long float32, long int8) {
  static final Bytes NONE = new Bytes(0, 0);

  public Bytes {
    if (float32 < 0 || int8 < 0) {
      throw new IllegalArgumentException(
          "An amount of memory is at least 0 bytes, but is "
              + (float32 + " in float32 and " + int8 + " in int8."));
    }
  }

  /// The elements of feature maps, or weights: 4 bytes each in float32, 1 byte each in int8.
  static Bytes ofQuantized(long elements) {
    return new Bytes(Float.BYTES * elements, elements);
  }

  /// Numbers that take 4 bytes each at both precisions: int8 models keep biases in int32, scales
  /// and unfolded batch normalizations in float32.
  static Bytes ofUnquantized(long numbers) {
    return new Bytes(Float.BYTES * numbers, Float.BYTES * numbers);
  }

  Bytes plus(Bytes more) {
    return new Bytes(float32 + more.float32, int8 + more.int8);
  }
}
