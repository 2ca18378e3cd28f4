package dev.archway.searchapi.page;

import dev.archway.core.page.Page;
import dev.archway.searchapi.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How many items a page has at most.
public record Limit(int items) {
  private static final int MOST = 1000;

  public Limit {
    if (items < 1 || items > MOST) {
      throw ProblemType.INVALID_REQUEST.because(
          "Parameter limit lies in 1..%d, but is %d.".formatted(MOST, items));
    }
  }

  /// How many to ask for, to know whether there are more.
  public int andOne() {
    return items + 1;
  }

  /// The page of what was found.
  ///
  /// @param found up to [#andOne()] items
  public <T> Page<T> page(List<T> found, Function<T, Cursor> place) {
    return found.size() <= items
        ? new Page<>(found, Optional.empty())
        : new Page<>(
            found.subList(0, items), Optional.of(place.apply(found.get(items - 1)).text()));
  }
}
