package dev.archway.picture;

/// One line of text.
///
/// @param subscript what stands below and behind the text, as in h with the index i-1; often empty
record Line(String text, String subscript, Style style) {

  static Line heading(String text) {
    return new Line(text, "", Style.HEADING);
  }

  static Line strong(String text) {
    return new Line(text, "", Style.STRONG);
  }

  static Line plain(String text) {
    return new Line(text, "", Style.PLAIN);
  }

  static Line quiet(String text) {
    return new Line(text, "", Style.QUIET);
  }

  double width() {
    return Typeface.width(text, style) + Typeface.width(subscript, Style.QUIET);
  }

  int height() {
    return style.lineHeight();
  }
}
