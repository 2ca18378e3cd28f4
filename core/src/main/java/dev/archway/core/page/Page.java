package dev.archway.core.page;

import java.util.List;
import java.util.Optional;

/// A part of a list. What is added or ends while somebody reads on neither hides what was there nor
/// shows it twice: a page begins after the last item of the one before, wherever that is by now.
///
/// @param next where the next page begins, for the parameter `after`; absent on the last page
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }
}
