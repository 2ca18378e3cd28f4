package dev.archway.picture;

import java.util.List;
import java.util.Locale;

/// How the curves of a chart are told apart: by colour, by dashes for those who see no colours, and
/// by the name at their end. Each colour has a contrast of at least 3 to the ground, light or dark.
enum Hue {
  BLUE("#1f66b0", "#74aef0", ""),
  ORANGE("#b8500a", "#f29a5b", "7 3"),
  GREEN("#22803f", "#63c284", "2 3"),
  PURPLE("#7547b0", "#bb9bec", "9 3 2 3"),
  RED("#b32d3c", "#f08a94", "4 4"),
  TEAL("#0d7a80", "#55c1c6", "12 4"),
  OLIVE("#756a0c", "#cdbf52", "1 2"),
  GREY("#5b626b", "#a9b0b9", "6 2 1 2 1 2");

  private static final List<Hue> IN_ORDER = List.of(values());

  /// So many curves can be told apart.
  static final int COUNT = IN_ORDER.size();

  private final String light;
  private final String dark;
  private final String dashes;

  Hue(String light, String dark, String dashes) {
    this.light = light;
    this.dark = dark;
    this.dashes = dashes;
  }

  /// That of the curve with such an index.
  static Hue ofCurve(int index) {
    return IN_ORDER.get(index);
  }

  /// The name in the style sheet.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  String light() {
    return light;
  }

  String dark() {
    return dark;
  }

  /// An SVG dash pattern; empty for a solid line.
  String dashes() {
    return dashes;
  }
}
