package dev.archway.searchapi.problem;

import tools.jackson.core.JacksonException;

/// Where in a body something is wrong, for whoever wrote it.
public final class Places {
  private Places() {}

  /// Such as ` at line 2, column 7`; empty where the fault has no place, as in bytes that are no
  /// text.
  public static String text(JacksonException e) {
    var place = e.getLocation();
    return place == null || place.getLineNr() < 1
        ? ""
        : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
  }
}
