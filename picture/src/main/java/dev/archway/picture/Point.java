package dev.archway.picture;

/// A place in a picture, in pixels; y grows downwards.
record Point(double x, double y) {

  Point moved(double right, double down) {
    return new Point(x + right, y + down);
  }

  /// The point `distance` pixels from here on the way to another.
  Point towards(Point other, double distance) {
    double all = distanceTo(other);
    double share = all == 0 ? 0 : distance / all;
    return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
  }

  double distanceTo(Point other) {
    return Math.hypot(other.x - x, other.y - y);
  }
}
