package dev.archway.client;

import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.LogLines;
import dev.archway.core.task.ReportAnswer;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TaskReport;
import dev.archway.core.task.TrainingProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/// Tasks: claimed, kept and ended by those who do them.
public final class Leases {
  private static final String ALL = "/api/v1/leases";

  private final Connection connection;

  Leases(Connection connection) {
    this.connection = connection;
  }

  private static String path(Lease lease, String what) {
    return ALL + "/" + lease.task() + "/" + what + new Query().with("token", lease.token());
  }

  /// Asks for tasks; an empty list if none came up within the request's wait.
  public List<Lease> claim(ClaimRequest request) {
    return connection.read(connection.post(ALL, request), new TypeReference<>() {});
  }

  /// Keeps a lease. Problem `stale-lease` if it is no longer held.
  public LeaseAnswer heartbeat(Lease lease) {
    return keep(lease, "heartbeat", Optional.empty());
  }

  /// Keeps a lease and says how far its training is.
  public LeaseAnswer progress(Lease lease, TrainingProgress progress) {
    return keep(lease, "progress", progress);
  }

  /// Keeps a lease and says from where whoever gets the task next may go on.
  public LeaseAnswer checkpoint(Lease lease, ArtifactReference checkpoint) {
    return keep(lease, "checkpoint", checkpoint);
  }

  /// Keeps a lease and adds lines to its trial's log.
  public LeaseAnswer log(Lease lease, LogLines lines) {
    return keep(lease, "log", lines);
  }

  private LeaseAnswer keep(Lease lease, String what, Object body) {
    return connection.read(
        connection.post(path(lease, what), body), beat(lease), new TypeReference<>() {});
  }

  /// How often a lease is to be kept, and how long such a call waits for its answer: one that is
  /// never answered leaves time for another before the lease is over.
  static Duration beat(Lease lease) {
    return Duration.ofMillis(Math.max(1, lease.seconds() * 1000L / 3));
  }

  /// Ends a lease with its outcome. Problem `stale-lease` if it is no longer held, in which case
  /// nothing was changed.
  public void report(Lease lease, TaskOutcome outcome) {
    connection.call(connection.post(path(lease, "result"), outcome));
  }

  /// Ends several leases, at most [TaskReport#AT_ONCE], each with its outcome; the answers come in
  /// the same order, and one that is refused changes nothing of the others.
  public List<ReportAnswer> report(List<TaskReport> reports) {
    return connection.read(connection.post(ALL + "/results", reports), new TypeReference<>() {});
  }

  /// Gives a task back undone, for another to take at once.
  public void giveBack(Lease lease) {
    connection.call(connection.post(path(lease, "give-back"), Optional.empty()));
  }

  /// The ONNX model that a measuring task is about.
  public byte[] model(Lease lease) {
    return connection.bytes(connection.get(path(lease, "model.onnx")));
  }
}
