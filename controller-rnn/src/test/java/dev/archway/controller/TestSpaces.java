package dev.archway.controller;

import dev.archway.core.space.Condition;
import dev.archway.core.space.Decision;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Spaces without networks, for tests of controllers.
public final class TestSpaces {
  private TestSpaces() {}

  /// Three decisions with 2, 3 and 4 options: 24 architectures.
  public static Decisions small() {
    return of(2, 3, 4);
  }

  /// Unconditional decisions with so many options each.
  public static Decisions of(int... optionCounts) {
    var list = new ArrayList<Decision>();
    for (int count : optionCounts) {
      list.add(new Decision("d" + list.size(), options(count)));
    }
    return new Decisions(list);
  }

  /// Six decisions, two of which matter only after some answers: 3 x 4 x (2 x (1 + 3) + 1) x 2
  /// architectures.
  public static Decisions conditional() {
    return new Decisions(
        List.of(
            new Decision("kernel", options(3)),
            new Decision("filters", options(4)),
            new Decision("operator", options(3)),
            new Decision("excite", options(2), when("operator", "0", "1")),
            new Decision("ratio", options(3), when("excite", "1")),
            new Decision("layers", options(2))));
  }

  private static Optional<Condition> when(String decision, String... options) {
    return Optional.of(new Condition(decision, List.of(options)));
  }

  private static List<String> options(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}
