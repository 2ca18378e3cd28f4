package dev.archway.core.network;

/// What networks are made for: images of one shape, told apart by a number of classes.
public record Images(FeatureShape shape, int classes) {
  public Images {
    if (classes < 2 || classes > 1_000_000) {
      throw new IllegalArgumentException(
          "Images belong to 2..1000000 classes, but are said to belong to " + classes + ".");
    }
  }
}
