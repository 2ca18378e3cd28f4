package dev.archway.picture;

/// An upright rectangle in a picture, in pixels.
record Box(double x, double y, double width, double height) {
  Box {
    if (!(width >= 0 && height >= 0)) {
      throw new IllegalArgumentException(
          "A box has a width and height of at least 0, but has " + width + " and " + height + ".");
    }
  }

  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  double centre() {
    return x + width / 2;
  }

  Box moved(double right, double down) {
    return new Box(x + right, y + down, width, height);
  }

  /// The smallest box around this and another.
  Box with(Box other) {
    double left = Math.min(x, other.x);
    double top = Math.min(y, other.y);
    return new Box(
        left,
        top,
        Math.max(right(), other.right()) - left,
        Math.max(bottom(), other.bottom()) - top);
  }
}
