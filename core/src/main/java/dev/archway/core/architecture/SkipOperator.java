package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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

  /// Reads [#text()] back.
  @JsonCreator
  static SkipOperator parse(String text) {
    return Arrays.stream(values())
        .filter(known -> known.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "A stage's skip is one of %s, but is '%s'."
                    .formatted(
                        Arrays.stream(values())
                            .map(SkipOperator::text)
                            .collect(Collectors.joining(", ")),
                        text)));
  }
}
