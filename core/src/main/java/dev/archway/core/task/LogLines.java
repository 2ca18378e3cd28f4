package dev.archway.core.task;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What whoever works on a task has to say of it, for the people who read the trial's log.
///
/// @param lines 1..100 lines of at most 2,000 characters, without control characters but tabs
public record LogLines(List<String> lines) {
  /// So many are taken by one call.
  public static final int AT_ONCE = 100;

  /// So long is a line at most.
  public static final int LONGEST = 2_000;

  private static final String SHORTENED = " ...";

  public LogLines {
    if (lines.isEmpty() || lines.size() > AT_ONCE) {
      throw new IllegalArgumentException(
          "A call takes 1..%d lines of a log, but has %d.".formatted(AT_ONCE, lines.size()));
    }
    for (int i = 0; i < lines.size(); i++) {
      requireLegible(i + 1, lines.get(i));
    }
    lines = List.copyOf(lines);
  }

  private static void requireLegible(int number, String line) {
    if (Objects.isNull(line)) {
      throw new IllegalArgumentException("Line %d of a log is null.".formatted(number));
    }
    if (line.length() > LONGEST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Line %d of a log has %,d characters, but may have %,d.",
              number,
              line.length(),
              LONGEST));
    }
    if (!line.equals(legible(line))) {
      throw new IllegalArgumentException(
          "Line %d of a log has a control character; only tabs may be there.".formatted(number));
    }
  }

  /// A line as a log takes it: whatever a program printed, cut where it is too long, and with a
  /// blank for each character that no terminal should be sent.
  public static String fitting(String printed) {
    // Cut first: a cut may halve a character.
    return legible(
        printed.length() <= LONGEST
            ? printed
            : printed.substring(0, LONGEST - SHORTENED.length()) + SHORTENED);
  }

  private static String legible(String text) {
    var line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (character != '\t' && (Character.isISOControl(character) || lonely(line, i))) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString();
  }

  /// Half of a character, which UTF-8 has no bytes for.
  private static boolean lonely(CharSequence text, int i) {
    char character = text.charAt(i);
    if (Character.isHighSurrogate(character)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(character)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
