package dev.archway.cli.experiment;

import java.util.Locale;
import java.util.Optional;

/// What is known of one thing, a fact a line under each other.
final class Facts {
  private final StringBuilder lines = new StringBuilder();

  Facts with(String name, String value) {
    lines.append(String.format(Locale.ROOT, "%-13s %s\n", name, value));
    return this;
  }

  Facts with(String name, Optional<String> value) {
    value.ifPresent(known -> with(name, known));
    return this;
  }

  /// The lines, each with its end.
  String text() {
    return lines.toString();
  }
}
