package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a node of a cell makes one state of its two (Zoph et al. 2018, section 3.1, step 5).
public enum Combination {
  /// The element-wise sum.
  ADD,
  /// Both, along the channels.
  CONCATENATE;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads [#text()] back.
  @JsonCreator
  static Combination parse(String text) {
    return Arrays.stream(values())
        .filter(known -> known.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "A cell's combination is one of %s, but is '%s'."
                    .formatted(
                        Arrays.stream(values())
                            .map(Combination::text)
                            .collect(Collectors.joining(", ")),
                        text)));
  }

  /// The sign between two operands: `sep5x5(0)+sep3x3(1)`, `max3x3(1)|identity(2)`.
  char sign() {
    return this == ADD ? '+' : '|';
  }
}
