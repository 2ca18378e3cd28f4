package dev.archway.controller.replay;

import dev.archway.core.space.Choices;
import dev.archway.core.space.Decision;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads one file into a [ResultTable]: every row first, as only all of them tell which options the
/// decisions have and whether accuracies are percents.
final class TableReader {
  /// More faults than these say nothing new.
  private static final int FAULTS_TOLD = 20;

  /// What has more is no decision but a name.
  private static final int MOST_OPTIONS = 1000;

  private final ResultTable.Columns columns;
  private final List<String> header;
  private final List<Csv.Row> rows;
  private final List<String> faults = new ArrayList<>();

  /// A row as far as it can be understood alone.
  ///
  /// @param options one of each decision, as the file writes it
  private record Entry(
      int line, List<String> options, double accuracy, Map<String, Double> costs) {}

  TableReader(String csv, ResultTable.Columns columns) {
    this.columns = columns;
    var all = Csv.rows(csv);
    if (all.size() < 2) {
      throw new InvalidTableException(
          List.of("Line 1: a table has a header and at least one row below it."));
    }
    this.header = all.getFirst().fields();
    this.rows = all.subList(1, all.size());
  }

  ResultTable table() {
    checkHeader();
    var entries = entries();
    var decisions = decisions(entries);
    double highest = entries.stream().mapToDouble(Entry::accuracy).max().orElseThrow();
    var unit = ResultTable.Unit.of(highest);
    Map<Choices, ResultTable.Result> results = new LinkedHashMap<>();
    Map<Choices, Integer> lines = new HashMap<>();
    for (var entry : entries) {
      var choices = choices(entry, decisions);
      results.put(choices, new ResultTable.Result(unit.share(entry.accuracy()), entry.costs()));
      var before = lines.putIfAbsent(choices, entry.line());
      if (before != null) {
        faults.add(
            "Line %d: line %d has that architecture already.".formatted(entry.line(), before));
      }
    }
    refuseFaults();
    return new ResultTable(decisions, results, unit);
  }

  private void checkHeader() {
    for (int c = 0; c < header.size(); c++) {
      int first = header.indexOf(header.get(c));
      if (first < c) {
        fault(1, c, "column %d has that name already".formatted(first + 1));
      }
    }
    var wanted = new ArrayList<>(columns.decisions().columns());
    wanted.add(columns.accuracy());
    wanted.addAll(columns.costs());
    for (var name : wanted) {
      if (!header.contains(name)) {
        faults.add(
            "Line 1: there is no column '%s'; there are: %s."
                .formatted(name, String.join(", ", header)));
      }
    }
    refuseFaults();
  }

  private List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    for (var row : rows) {
      if (row.fields().size() == header.size()) {
        entries.add(entry(row));
      } else {
        faults.add(
            "Line %d has %d fields, but the header has %d."
                .formatted(row.line(), row.fields().size(), header.size()));
      }
    }
    refuseFaults();
    return entries;
  }

  private Entry entry(Csv.Row row) {
    double accuracy = number(row, columns.accuracy());
    if (accuracy < 0 || accuracy > 100) {
      fault(
          row.line(),
          header.indexOf(columns.accuracy()),
          "an accuracy lies in 0..1 or, in percent, in 0..100, but is " + accuracy);
    }
    Map<String, Double> costs = new TreeMap<>();
    for (var name : columns.costs()) {
      double cost = number(row, name);
      if (cost <= 0) {
        fault(row.line(), header.indexOf(name), "a cost is above 0, but is " + cost);
      }
      costs.put(name, cost);
    }
    return new Entry(row.line(), options(row), accuracy, costs);
  }

  /// NaN, which is neither in nor out of any range, where the fault has been noted.
  private double number(Csv.Row row, String name) {
    int column = header.indexOf(name);
    var text = row.fields().get(column);
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told below, like numbers that are not finite.
    }
    fault(row.line(), column, "a number is finite, but this is '" + text + "'");
    return Double.NaN;
  }

  private List<String> options(Csv.Row row) {
    return switch (columns.decisions()) {
      case DecisionColumns.Separate separate ->
          separate.columns().stream().map(c -> option(row, header.indexOf(c))).toList();
      case DecisionColumns.Spelled spelled -> spelled(row, header.indexOf(spelled.column()));
    };
  }

  private String option(Csv.Row row, int column) {
    var option = row.fields().get(column);
    if (option.isBlank()) {
      fault(row.line(), column, "every architecture takes an option, but this is empty");
    }
    return option;
  }

  private List<String> spelled(Csv.Row row, int column) {
    var text = row.fields().get(column);
    int length = rows.getFirst().fields().get(column).length();
    if (text.isEmpty()
        || text.length() != length
        || !text.chars().allMatch(Character::isLetterOrDigit)) {
      fault(
          row.line(),
          column,
          "an architecture has %d digits or letters as in the first row, but is '%s'"
              .formatted(length, text));
    }
    return text.chars().mapToObj(Character::toString).toList();
  }

  private Decisions decisions(List<Entry> entries) {
    var decisions = new ArrayList<Decision>();
    for (int d = 0; d < entries.getFirst().options().size(); d++) {
      int decision = d;
      var options = entries.stream().map(e -> e.options().get(decision)).distinct();
      decisions.add(new Decision(name(d), options.sorted(order(entries, d)).toList()));
    }
    for (var decision : decisions) {
      if (decision.options().size() > MOST_OPTIONS) {
        faults.add(
            "Column %s has %d different values, but a decision has at most %d options. Maybe it spells"
                    .formatted(decision.name(), decision.options().size(), MOST_OPTIONS)
                + " all decisions: then it is %s%s."
                    .formatted(decision.name(), DecisionColumns.SPELLED));
      }
    }
    refuseFaults();
    return new Decisions(decisions);
  }

  private String name(int decision) {
    return switch (columns.decisions()) {
      case DecisionColumns.Separate separate -> separate.columns().get(decision);
      case DecisionColumns.Spelled spelled -> spelled.column() + decision;
    };
  }

  /// Numbers by their size if all are numbers, so that 11 comes after 3; else as text.
  private static Comparator<String> order(List<Entry> entries, int decision) {
    try {
      entries.forEach(e -> Double.parseDouble(e.options().get(decision)));
      return Comparator.comparingDouble(Double::parseDouble).thenComparing(o -> o);
    } catch (NumberFormatException _) {
      return Comparator.naturalOrder();
    }
  }

  private static Choices choices(Entry entry, Decisions decisions) {
    var indices = new ArrayList<Integer>();
    for (int d = 0; d < decisions.size(); d++) {
      indices.add(decisions.get(d).options().indexOf(entry.options().get(d)));
    }
    return new Choices(indices);
  }

  /// @param column counted from 0
  private void fault(int line, int column, String rule) {
    faults.add(
        "Line %d, column %d (%s): %s.".formatted(line, column + 1, header.get(column), rule));
  }

  private void refuseFaults() {
    if (faults.size() > FAULTS_TOLD) {
      var told = new ArrayList<>(faults.subList(0, FAULTS_TOLD));
      told.add("And %d more.".formatted(faults.size() - FAULTS_TOLD));
      throw new InvalidTableException(told);
    }
    if (!faults.isEmpty()) {
      throw new InvalidTableException(faults);
    }
  }
}
