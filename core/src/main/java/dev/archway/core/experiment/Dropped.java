package dev.archway.core.experiment;

/// What was given up to make room.
///
/// @param trials whose weights are gone
/// @param bytes that they took
public record Dropped(int trials, long bytes) {
  /// Both together.
  public Dropped and(Dropped other) {
    return new Dropped(trials + other.trials, bytes + other.bytes);
  }
}
