package dev.archway.core.experiment;

/// The one sentence with which controllers refuse a setting.
final class ControllerRules {
  private ControllerRules() {}

  static void require(boolean holds, String field, Object value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(
          "The controller's " + field + " lies in " + range + ", but is " + value + ".");
    }
  }
}
