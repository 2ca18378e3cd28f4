package dev.archway.cli;

import dev.archway.cli.terminal.Notes;
import dev.archway.cli.terminal.Refusal;
import java.util.List;
import java.util.function.IntFunction;
import picocli.CommandLine.Option;

/// How much of a list is shown.
final class ListOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many. Default: 50")
  private int limit = 50;

  @Option(names = "--all", description = "All of them.")
  private boolean all;

  /// The part of a list that is asked for; says so if there is more.
  ///
  /// @param list its beginning of a given length
  <T> List<T> some(IntFunction<List<T>> list, Notes notes) {
    if (limit < 1 || limit == Integer.MAX_VALUE) {
      throw new Refusal("--limit is a number from 1, but is " + limit + ".");
    }
    if (all) {
      return list.apply(Integer.MAX_VALUE);
    }
    var found = list.apply(limit + 1);
    if (found.size() <= limit) {
      return found;
    }
    notes.note("There are more than " + limit + "; see --limit and --all.");
    return found.subList(0, limit);
  }
}
