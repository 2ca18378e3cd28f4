package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The option taken for each decision of a space that only the user's own evaluator understands.
@JsonTypeName("opaque")
public record OpaqueArchitecture(Map<String, String> options) implements Architecture {
  public OpaqueArchitecture {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /// Tells any two of them apart, whatever their names and options are written with.
  public String identity() {
    return options.entrySet().stream()
        .map(e -> measured(e.getKey()) + measured(e.getValue()))
        .collect(Collectors.joining());
  }

  private static String measured(String text) {
    return text.length() + ":" + text;
  }

  /// `optimizer=adam depth=3`.
  @Override
  public String text() {
    return options.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }
}
