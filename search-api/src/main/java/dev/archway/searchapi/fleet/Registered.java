package dev.archway.searchapi.fleet;

/// A worker or device has started, perhaps anew: whatever it held before, it holds no more. A
/// worker and a device may have one name.
public record Registered(Kind kind, String name) {
  /// Which of the two.
  public enum Kind {
    WORKER,
    DEVICE
  }
}
