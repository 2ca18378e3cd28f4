package dev.archway.searchapi.task;

import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.searchapi.artifact.Artifacts;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Remembers from where interrupted trainings may go on: the last checkpoint of each, while its
/// task lasts.
@Service
class Checkpoints {
  private final JdbcClient jdbc;
  private final Touches touches;
  private final LeaseTime time;
  private final Artifacts artifacts;

  Checkpoints(JdbcClient jdbc, Touches touches, LeaseTime time, Artifacts artifacts) {
    this.jdbc = jdbc;
    this.touches = touches;
    this.time = time;
    this.artifacts = artifacts;
  }

  /// Keeps a lease and remembers a checkpoint in the place of the one before. The attempts before
  /// it count no more: a task that moves forward may be interrupted any number of times.
  LeaseAnswer remember(UUID task, long token, ArtifactReference checkpoint) {
    var replaced =
        jdbc.sql(
                """
                UPDATE task SET checkpoint = :checkpoint, attempts = 1, expires_at = :expires
                WHERE id = :task AND token = :token AND state = 'LEASED' AND kind = 'TRAIN'
                RETURNING coalesce(old.checkpoint, '') AS replaced
                """)
            .param("checkpoint", artifacts.require(checkpoint.sha256()))
            .param("expires", time.expiry())
            .param("task", task)
            .param("token", token)
            .query(String.class)
            .optional();
    if (replaced.isEmpty()) {
      return touches.cancelled(task, token);
    }
    if (!replaced.get().isEmpty()) {
      artifacts.discardUnused(replaced.get());
    }
    return new LeaseAnswer(false);
  }
}
