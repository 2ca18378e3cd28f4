package dev.archway.searchapi.artifact;

import dev.archway.core.task.ArtifactReference;
import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps contents and knows which trial each belongs to.
@Service
public class Artifacts {
  /// The largest content that is accepted: far above the weights of any network of the field.
  private static final long MAX_BYTES = 2L << 30;

  /// How long an upload may wait for the report that says whose it is.
  private static final Duration UNCLAIMED = Duration.ofHours(1);

  private static final String UNUSED =
      "NOT EXISTS (SELECT FROM trial_artifact t WHERE t.sha256 = artifact.sha256)"
          + " AND NOT EXISTS (SELECT FROM task WHERE checkpoint = artifact.sha256)";

  private final ArtifactStore store;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Artifacts(
      ArtifactStore store, JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.store = store;
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /// Keeps a content that has the given hash.
  ///
  /// @param announced how many bytes it is said to have; negative if that is not said
  void keep(String sha256, long announced, InputStream content) throws IOException {
    requireHash(sha256);
    if (announced > MAX_BYTES) {
      throw tooLarge();
    }
    var stored = store(sha256, content);
    if (!stored.sha256().equals(sha256)) {
      throw ProblemType.INVALID_REQUEST.because(
          "The content was to have the SHA-256 %s, but has %s: it arrived damaged."
              .formatted(sha256, stored.sha256()));
    }
    transactions.executeWithoutResult(_ -> remember(stored));
  }

  private void remember(ArtifactStore.Stored stored) {
    lock(stored.sha256());
    if (!store.holds(stored.sha256())) {
      throw ProblemType.UNAVAILABLE.because(
          "Artifact %s was discarded while it was kept again; send it once more."
              .formatted(stored.sha256()));
    }
    jdbc.sql(
            "INSERT INTO artifact (sha256, bytes, created_at) VALUES (?, ?, ?)"
                + " ON CONFLICT (sha256) DO UPDATE SET created_at = excluded.created_at")
        .params(stored.sha256(), stored.bytes(), OffsetDateTime.now(clock))
        .update();
  }

  /// Held to the end of the transaction: a content is kept and discarded at different instants.
  private void lock(String sha256) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param(sha256)
        .query((_, _) -> sha256)
        .single();
  }

  /// Forgets a content that belongs to no trial and no task.
  public void discardUnused(String sha256) {
    transactions.executeWithoutResult(_ -> {
      lock(sha256);
      int deleted =
          jdbc.sql("DELETE FROM artifact WHERE sha256 = ? AND " + UNUSED).param(sha256).update();
      if (deleted == 1) {
        delete(sha256);
      }
    });
  }

  private void delete(String sha256) {
    try {
      store.delete(sha256);
    } catch (IOException e) {
      throw new UncheckedIOException("Artifact " + sha256 + " cannot be deleted", e);
    }
  }

  /// Forgets what was uploaded but became nobody's: checkpoints of tasks that have ended, and what
  /// was sent before a report that never came.
  @Scheduled(fixedDelay = 600_000, initialDelay = 600_000)
  public void sweep() {
    jdbc.sql("SELECT sha256 FROM artifact WHERE created_at < ? AND " + UNUSED)
        .param(OffsetDateTime.now(clock).minus(UNCLAIMED))
        .query(String.class)
        .list()
        .forEach(this::discardUnused);
  }

  /// The content, if it was uploaded; refused if not.
  public String require(String sha256) {
    if (reference(ArtifactReference.Role.CHECKPOINT, sha256).isEmpty()) {
      throw ProblemType.INVALID_REQUEST.because(
          "Artifact " + sha256 + " is to be used, but was never uploaded.");
    }
    return sha256;
  }

  /// A content as something that is to be fetched.
  public Optional<ArtifactReference> reference(ArtifactReference.Role role, String sha256) {
    return jdbc.sql("SELECT bytes FROM artifact WHERE sha256 = ?")
        .param(sha256)
        .query(Long.class)
        .optional()
        .map(bytes -> new ArtifactReference(role, sha256, bytes));
  }

  private ArtifactStore.Stored store(String sha256, InputStream content) throws IOException {
    try {
      return store.keep(sha256, content, MAX_BYTES);
    } catch (ArtifactStore.ContentTooLargeException e) {
      throw tooLarge();
    }
  }

  private static ProblemException tooLarge() {
    return ProblemType.TOO_LARGE.because(
        "An artifact has at most " + MAX_BYTES + " bytes, but this one has more.");
  }

  /// Opens a content for reading.
  public InputStream open(String sha256) throws IOException {
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
        .query((row, _) -> reference(row))
        .list();
  }

  /// The contents of each of some trials that has any.
  public Map<UUID, List<ArtifactReference>> ofTrials(Collection<UUID> trials) {
    var found = new HashMap<UUID, List<ArtifactReference>>();
    jdbc.sql(
            """
            SELECT t.trial_id, t.role, t.sha256, a.bytes
            FROM trial_artifact t JOIN artifact a USING (sha256)
            WHERE t.trial_id = ANY (?) ORDER BY t.role
            """)
        .param(trials.toArray(UUID[]::new))
        .query(row -> {
          found
              .computeIfAbsent(row.getObject("trial_id", UUID.class), _ -> new ArrayList<>())
              .add(reference(row));
        });
    return found;
  }

  private static ArtifactReference reference(ResultSet row) throws SQLException {
    return new ArtifactReference(
        ArtifactReference.Role.valueOf(row.getString("role")),
        row.getString("sha256"),
        row.getLong("bytes"));
  }

  /// The content that plays a role in a trial.
  public Optional<ArtifactReference> of(UUID trial, ArtifactReference.Role role) {
    return of(trial).stream().filter(a -> a.role() == role).findFirst();
  }

  private static void requireHash(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw ProblemType.INVALID_REQUEST.because(
          "An artifact's name is 64 lower-case hexadecimal digits, but is '" + sha256 + "'.");
    }
  }
}
