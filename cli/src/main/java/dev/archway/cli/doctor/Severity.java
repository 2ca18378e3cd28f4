package dev.archway.cli.doctor;

/// How bad a finding is. What stops Archway is the one in capitals, so that it is seen in a list.
enum Severity {
  /// Nothing to do.
  OK("ok"),
  /// Archway runs, but worse than it could.
  WARNING("warn"),
  /// Archway would not run.
  FAILURE("FAIL");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
