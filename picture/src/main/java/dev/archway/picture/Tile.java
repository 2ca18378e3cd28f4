package dev.archway.picture;

import java.util.List;

/// A box with words in it that is to be drawn somewhere.
///
/// @param name what arrows call it
/// @param about what is shown where a pointer rests on it
record Tile(String name, Tint tint, List<Line> lines, String about) {
  private static final double SIDE = 9;
  private static final double ABOVE = 5;

  Tile {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("Tile " + name + " has no words.");
    }
  }

  double width() {
    return Math.ceil(lines.stream().mapToDouble(Line::width).max().orElseThrow() + 2 * SIDE);
  }

  double height() {
    return lines.stream().mapToInt(Line::height).sum() + 2 * ABOVE;
  }

  /// Where the words begin below the upper border.
  static double above() {
    return ABOVE;
  }

  /// This tile at a place.
  Placed at(double x, double y) {
    return new Placed(this, new Box(x, y, width(), height()));
  }

  /// A tile and where it stands.
  record Placed(Tile tile, Box box) {
    Placed moved(double right, double down) {
      return new Placed(tile, box.moved(right, down));
    }
  }
}
