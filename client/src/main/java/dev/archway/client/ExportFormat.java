package dev.archway.client;

/// How trials are written into a file.
public enum ExportFormat {
  /// A header and a trial a row (RFC 4180).
  CSV,
  /// One list.
  JSON
}
