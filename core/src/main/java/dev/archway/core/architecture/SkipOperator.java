package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a layer of a stage passes its input by: MnasNet's SkipOp (Tan et al. 2019, section 4.1). The
/// paper does not say what pooling does where shapes differ; see [#POOL].
public enum SkipOperator {
  /// No path around the layer.
  NONE,
  /// The input is added where it has the output's shape, else nothing is.
  IDENTITY,
  /// The input is added after 3x3 average pooling at the layer's stride, and, where its channels
  /// differ from the output's, after a 1x1 convolution with batch normalization.
  POOL;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static SkipOperator parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
