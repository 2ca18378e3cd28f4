package dev.archway.cli.doctor;

import java.util.List;
import java.util.stream.Collectors;

/// All that was found, in the order in which it is told.
public record Diagnosis(List<Verdict> verdicts) {
  private static final String GAP = "  ";
  private static final int SEVERITY_WIDTH = 4;

  public Diagnosis {
    verdicts = List.copyOf(verdicts);
  }

  /// Whether nothing would keep Archway from running.
  public boolean fit() {
    return verdicts.stream().noneMatch(v -> v.severity() == Severity.FAILURE);
  }

  /// A line for each verdict, in columns.
  public String text() {
    int width = verdicts.stream().mapToInt(v -> v.subject().length()).max().orElse(0);
    return verdicts.stream().map(v -> line(v, width)).collect(Collectors.joining("\n"));
  }

  private static String line(Verdict verdict, int width) {
    var start =
        padded(verdict.severity().word(), SEVERITY_WIDTH)
            + GAP
            + padded(verdict.subject(), width)
            + GAP;
    // What the worker says may take a second line.
    return start + verdict.finding().replace("\n", "\n" + " ".repeat(start.length()));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
