package dev.archway.searchapi.life;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How an experiment is stopped.
record StopRequest(Mode mode) {

  /// What becomes of the trials that are under way.
  enum Mode {
    /// They go on to their ends, and are learned from.
    DRAIN,
    /// They are cancelled.
    NOW;

    @JsonCreator
    static Mode of(String text) {
      for (var mode : values()) {
        if (mode.text().equals(text.toLowerCase(Locale.ROOT))) {
          return mode;
        }
      }
      throw new IllegalArgumentException(
          "An experiment's stop has mode 'drain' or 'now', but '%s'.".formatted(text));
    }

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
