package dev.archway.core.recipe;

/// What happens to a training image before each use: `padding` zero pixels on each side and a
/// random crop back to size, then a horizontal flip half of the time.
public record Augmentation(int padding, boolean flip) {
  public Augmentation {
    Rules.require(padding >= 0 && padding <= 64, "padding", padding, "0..64");
  }
}
