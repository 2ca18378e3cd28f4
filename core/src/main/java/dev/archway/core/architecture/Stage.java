package dev.archway.core.architecture;

/// Equal layers in a row, of which the first takes the stride: MnasNet's block (Tan et al. 2019,
/// section 4.1).
///
/// @param squeezeExcite squeeze-excite channels as a share of the layer's *input* channels, as
///   MnasNet's published code counts it; 0 for none
/// @param filters output channels of each layer
public record Stage(
    StageOperator operator,
    int kernel,
    int stride,
    double squeezeExcite,
    SkipOperator skip,
    int filters,
    int layers) {
  public Stage {
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException("A stage's kernel is odd, but is " + kernel + ".");
    }
    if (stride < 1 || filters < 1 || layers < 1) {
      throw new IllegalArgumentException(
          "A stage has stride, filters and layers of at least 1, but has %d, %d and %d."
              .formatted(stride, filters, layers));
    }
    if (!(squeezeExcite >= 0 && squeezeExcite <= 1)) {
      throw new IllegalArgumentException(
          "A squeeze-excite ratio lies in 0..1, but is " + squeezeExcite + ".");
    }
  }
}
