package dev.archway.cli.doctor;

/// What a check says to people.
///
/// @param subject what was looked at, in a word
/// @param finding what was found, and what to do about it if it is not well
record Verdict(Severity severity, String subject, String finding) {
  static Verdict ok(String subject, String finding) {
    return new Verdict(Severity.OK, subject, finding);
  }

  static Verdict warning(String subject, String finding) {
    return new Verdict(Severity.WARNING, subject, finding);
  }

  static Verdict failure(String subject, String finding) {
    return new Verdict(Severity.FAILURE, subject, finding);
  }
}
