package dev.archway.core.network;

/// The shape of one feature map without its batch dimension: `(channels, height, width)`. A vector,
/// such as the result of global average pooling, is `(channels, 1, 1)`.
public record FeatureShape(int channels, int height, int width) {
  public FeatureShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new InvalidNetworkException(
          "A feature map has at least one channel, row and column, but is "
              + (channels + "x" + height + "x" + width + "."));
    }
  }

  /// Elements in one feature map.
  public long elements() {
    return (long) channels * height * width;
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
