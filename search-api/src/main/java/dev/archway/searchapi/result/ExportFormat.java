package dev.archway.searchapi.result;

/// How trials are written into a file.
enum ExportFormat {
  /// A header and a trial a row (RFC 4180).
  CSV,
  /// One list.
  JSON
}
