package dev.archway.core.recipe;

/// The one sentence with which recipes refuse a value.
final class Rules {
  private Rules() {}

  static void require(boolean holds, String field, Object value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(
          "A recipe's " + field + " lies in " + range + ", but is " + value + ".");
    }
  }
}
