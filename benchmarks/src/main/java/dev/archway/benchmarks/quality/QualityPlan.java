package dev.archway.benchmarks.quality;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What is to be run.
///
/// @param field who is compared
/// @param rows the file of the searches that are done
/// @param limit no search begins after it
record QualityPlan(
    Field field,
    Path table,
    String decisions,
    String value,
    String cost,
    long seeds,
    Duration limit,
    Path rows) {
  private static final Path ROWS_FOLDER = Path.of("target", "benchmarks");

  private static final List<String> OPTIONS =
      List.of("--table", "--code", "--decisions", "--value", "--cost", "--seeds", "--minutes");

  QualityPlan {
    if (seeds < 2 || seeds > 1_000_000) {
      throw new IllegalArgumentException("--seeds lies in 2..1000000, but is " + seeds + ".");
    }
  }

  /// Reads what follows the benchmark's name: `--table FILE --code VERSION [--seeds K] [--minutes
  /// M]` and, for a table of other columns than NAS-Bench-Macro's, `--decisions`, `--value` and
  /// `--cost`.
  static QualityPlan parse(Field field, List<String> given) {
    for (int i = 0; i < given.size(); i += 2) {
      if (!OPTIONS.contains(given.get(i)) || i + 1 == given.size()) {
        throw new IllegalArgumentException(
            "The options are %s, each with a value, but there is %s."
                .formatted(OPTIONS, given.get(i)));
      }
    }
    if (!given.contains("--table")) {
      throw new IllegalArgumentException("--table FILE is missing.");
    }
    var table = Path.of(option(given, "--table", ""));
    var rows = field.name() + "-" + option(given, "--code", "unknown") + "-" + table.getFileName();
    return new QualityPlan(
        field,
        table,
        option(given, "--decisions", "arch:digits"),
        option(given, "--value", "mean_acc"),
        option(given, "--cost", "flops"),
        Long.parseLong(option(given, "--seeds", "100")),
        Duration.ofMinutes(Long.parseLong(option(given, "--minutes", "1000000"))),
        ROWS_FOLDER.resolve(rows));
  }

  private static String option(List<String> given, String name, String otherwise) {
    int at = given.indexOf(name);
    return at < 0 ? otherwise : given.get(at + 1);
  }
}
