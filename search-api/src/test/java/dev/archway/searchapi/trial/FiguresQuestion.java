package dev.archway.searchapi.trial;

import java.util.List;

/// What [Figures] asks the database, for a test that looks at its plan.
public final class FiguresQuestion {
  private FiguresQuestion() {}

  public static String sql() {
    return Figures.sql(List.of("latencyMillis", "parameters"));
  }
}
