package dev.archway.controller.replay;

import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What many or all architectures of a space were found to be: a benchmark's table, or an
/// experiment of one's own. An architecture that is not in it has no result.
///
/// @param decisions the space that the architectures are of
/// @param results in the order of the table
/// @param unit how the table itself writes accuracies
public record ResultTable(Decisions decisions, Map<Choices, Result> results, Unit unit) {
  /// How a file writes accuracies.
  public enum Unit {
    SHARE(1),
    PERCENT(100);

    private final double whole;

    Unit(double whole) {
      this.whole = whole;
    }

    double share(double written) {
      return written / whole;
    }

    /// Percent if any accuracy is above 1: what nothing got more than 1 % of right is no table.
    static Unit of(double highest) {
      return highest > 1 ? PERCENT : SHARE;
    }
  }

  /// One architecture's result.
  ///
  /// @param accuracy a share, 0..1
  /// @param costs finite and above 0, by name
  public record Result(double accuracy, Map<String, Double> costs) {
    public Result {
      if (!(accuracy >= 0 && accuracy <= 1)) {
        throw new IllegalArgumentException("An accuracy lies in 0..1, but is " + accuracy + ".");
      }
      costs = Collections.unmodifiableMap(new TreeMap<>(costs));
      costs.forEach((name, cost) -> {
        if (!(cost > 0 && cost < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "A cost is finite and above 0, but %s is %s.".formatted(name, cost));
        }
      });
    }
  }

  /// Where in a file a result stands, by the names in its header.
  ///
  /// @param accuracy the column of shares (0..1) or percents (0..100)
  public record Columns(DecisionColumns decisions, String accuracy, List<String> costs) {
    public Columns {
      costs = List.copyOf(costs);
    }
  }

  public ResultTable {
    if (results.isEmpty()) {
      throw new IllegalArgumentException("A table holds at least one result, but holds none.");
    }
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    results.keySet().forEach(decisions::normalize);
  }

  /// Reads comma-separated values under a header (RFC 4180).
  ///
  /// @throws InvalidTableException with every fault of the file
  public static ResultTable read(String csv, Columns columns) {
    return new TableReader(csv, columns).table();
  }

  /// Empty where nobody has tried that.
  public Optional<Result> find(Choices choices) {
    return Optional.ofNullable(results.get(choices));
  }

  /// The cost that half of the architectures do not exceed: a target in the middle of the table.
  public double medianCost(String cost) {
    var sorted = results.values().stream().mapToDouble(r -> cost(r, cost)).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double cost(Result result, String name) {
    var cost = result.costs().get(name);
    if (cost == null) {
      throw new IllegalArgumentException(
          "A table has the costs %s, but %s was asked for."
              .formatted(result.costs().keySet(), name));
    }
    return cost;
  }
}
