package dev.archway.picture;

import dev.archway.core.network.FeatureShape;

/// Shapes as the papers' figures have them, `112x112x32`: height, width, channels.
final class ShapeText {
  private ShapeText() {}

  static String of(FeatureShape shape) {
    return shape.height() + "x" + shape.width() + "x" + shape.channels();
  }
}
