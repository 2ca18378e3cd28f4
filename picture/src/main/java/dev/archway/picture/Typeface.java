package dev.archway.picture;

/// How wide text is, estimated from a table: the same on every machine, whichever fonts it has.
/// Pictures name Helvetica and its metric-compatible stand-ins first.
final class Typeface {
  /// Advance widths of `' '` to `'~'` in thousandths of the font size (Adobe's font metrics of
  /// Helvetica).
  private static final int[] ADVANCES = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584 // p to ~
  };

  /// As wide as the font is high: no common letter is wider.
  private static final int WIDEST = 1000;

  /// Helvetica's bold letters are up to a tenth wider.
  private static final double BOLD = 1.1;

  private Typeface() {}

  /// The width of one line of text in pixels.
  static double width(String text, Style style) {
    int thousandths =
        text.codePoints().map(c -> c >= ' ' && c <= '~' ? ADVANCES[c - ' '] : WIDEST).sum();
    return thousandths * style.size() / 1000.0 * (style.bold() ? BOLD : 1);
  }
}
