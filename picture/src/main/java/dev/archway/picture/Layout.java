package dev.archway.picture;

import java.util.List;

/// Where everything of a [Diagram] stands, the upper left corner at 0, 0.
///
/// @param junctions where one arrow parts for several readers, to be told from crossings
record Layout(
    List<Tile.Placed> tiles,
    List<Route> routes,
    List<Point> junctions,
    double width,
    double height) {
  Layout {
    tiles = List.copyOf(tiles);
    routes = List.copyOf(routes);
    junctions = List.copyOf(junctions);
  }

  /// The way of one arrow, from corner to corner.
  record Route(List<Point> points) {
    Route {
      points = List.copyOf(points);
      if (points.size() < 2) {
        throw new IllegalArgumentException(
            "A route has a start and an end, but has the points " + points + ".");
      }
    }

    Route moved(double right, double down) {
      return new Route(points.stream().map(p -> p.moved(right, down)).toList());
    }
  }

  Layout moved(double right, double down) {
    return new Layout(
        tiles.stream().map(t -> t.moved(right, down)).toList(),
        routes.stream().map(r -> r.moved(right, down)).toList(),
        junctions.stream().map(j -> j.moved(right, down)).toList(),
        width,
        height);
  }
}
