package dev.archway.picture;

import java.util.Locale;

/// How a line of text is set. No text is smaller than 11 pixels.
enum Style {
  HEADING(16, true),
  STRONG(13, true),
  PLAIN(12, false),
  /// What is only looked at when asked for: shapes and names.
  QUIET(11, false);

  private final int size;
  private final boolean bold;

  Style(int size, boolean bold) {
    this.size = size;
    this.bold = bold;
  }

  /// The font size in pixels.
  int size() {
    return size;
  }

  boolean bold() {
    return bold;
  }

  /// The height of a line in pixels.
  int lineHeight() {
    return size + 4;
  }

  /// The name in the style sheet.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
