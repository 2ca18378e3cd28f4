package dev.archway.searchapi.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Where contents are kept, each once, under its SHA-256. The seam between a folder and, one day,
/// an S3-compatible store.
interface ArtifactStore {

  /// What a content turned out to be once it was read whole.
  record Stored(String sha256, long bytes) {}

  /// Keeps a content, unless it does not have the given hash or is larger than `maxBytes`: then
  /// nothing is kept, and the result says what was read.
  ///
  /// @throws ContentTooLargeException after `maxBytes`
  Stored keep(String sha256, InputStream content, long maxBytes) throws IOException;

  /// Opens a content for reading.
  Optional<InputStream> open(String sha256) throws IOException;

  /// Whether a content is there.
  boolean holds(String sha256);

  /// Forgets a content; nothing where it is not there.
  void delete(String sha256) throws IOException;

  /// A content that is longer than it may be.
  final class ContentTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
