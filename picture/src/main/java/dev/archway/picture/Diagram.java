package dev.archway.picture;

import java.util.HashSet;
import java.util.List;

/// What is to be laid out: tiles and the arrows between them. The order of tiles and arrows is kept
/// from side to side where that crosses no more arrows.
record Diagram(List<Tile> tiles, List<Arrow> arrows) {

  /// From the tile of one name to that of another.
  ///
  /// @param shortness how much its length matters beside that of other arrows
  record Arrow(String from, String to, int shortness) {
    Arrow(String from, String to) {
      this(from, to, 1);
    }
  }

  Diagram {
    tiles = List.copyOf(tiles);
    arrows = List.copyOf(arrows);
    var names = new HashSet<String>();
    for (var tile : tiles) {
      if (!names.add(tile.name())) {
        throw new IllegalArgumentException("Two tiles are named '" + tile.name() + "'.");
      }
    }
    for (var arrow : arrows) {
      if (!names.contains(arrow.from()) || !names.contains(arrow.to())) {
        throw new IllegalArgumentException(
            "An arrow leads from '%s' to '%s', but the tiles are %s."
                .formatted(arrow.from(), arrow.to(), names.stream().sorted().toList()));
      }
    }
  }
}
