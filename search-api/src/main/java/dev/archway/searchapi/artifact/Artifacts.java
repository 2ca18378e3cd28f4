package dev.archway.searchapi.artifact;

import dev.archway.core.task.ArtifactReference;
import dev.archway.searchapi.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Keeps contents and knows which trial each belongs to.
@Service
public class Artifacts {
  /// The largest content that is accepted: far above the weights of any network of the field.
  private static final long MAX_BYTES = 2L << 30;

  private final ArtifactStore store;
  private final JdbcClient jdbc;
  private final Clock clock;

  Artifacts(ArtifactStore store, JdbcClient jdbc, Clock clock) {
    this.store = store;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Keeps a content that has the given hash.
  void keep(String sha256, InputStream content) throws IOException {
    requireHash(sha256);
    var stored = store(sha256, content);
    if (!stored.sha256().equals(sha256)) {
      throw ProblemType.INVALID_REQUEST.because(
          "The content was to have the SHA-256 %s, but has %s: it arrived damaged."
              .formatted(sha256, stored.sha256()));
    }
    jdbc.sql(
            "INSERT INTO artifact (sha256, bytes, created_at) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING")
        .params(sha256, stored.bytes(), OffsetDateTime.now(clock))
        .update();
  }

  private ArtifactStore.Stored store(String sha256, InputStream content) throws IOException {
    try {
      return store.keep(sha256, content, MAX_BYTES);
    } catch (ArtifactStore.ContentTooLargeException e) {
      throw ProblemType.TOO_LARGE.because(
          "An artifact has at most " + MAX_BYTES + " bytes, but this one has more.");
    }
  }

  /// Opens a content for reading.
  InputStream open(String sha256) throws IOException {
    requireHash(sha256);
    return store
        .open(sha256)
        .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no artifact " + sha256 + "."));
  }

  /// Says that uploaded contents are a trial's; refuses one that was never uploaded.
  public void attach(UUID trial, List<ArtifactReference> artifacts) {
    for (var artifact : artifacts) {
      int attached =
          jdbc.sql(
                  "INSERT INTO trial_artifact (trial_id, role, sha256)"
                      + " SELECT ?, ?, sha256 FROM artifact WHERE sha256 = ?"
                      + " ON CONFLICT (trial_id, role) DO UPDATE SET sha256 = excluded.sha256")
              .params(trial, artifact.role().name(), artifact.sha256())
              .update();
      if (attached == 0) {
        throw ProblemType.INVALID_REQUEST.because(
            "The outcome names artifact " + artifact.sha256() + ", which was never uploaded.");
      }
    }
  }

  /// The contents of one trial.
  public List<ArtifactReference> of(UUID trial) {
    return jdbc.sql(
            "SELECT t.role, t.sha256, a.bytes FROM trial_artifact t JOIN artifact a USING (sha256)"
                + " WHERE t.trial_id = ? ORDER BY t.role")
        .param(trial)
        .query((row, _) ->
            new ArtifactReference(
                ArtifactReference.Role.valueOf(row.getString("role")),
                row.getString("sha256"),
                row.getLong("bytes")))
        .list();
  }

  private static void requireHash(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw ProblemType.INVALID_REQUEST.because(
          "An artifact's name is 64 lower-case hexadecimal digits, but is '" + sha256 + "'.");
    }
  }
}
