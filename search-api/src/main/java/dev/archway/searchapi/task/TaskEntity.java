package dev.archway.searchapi.task;

import dev.archway.core.task.TaskKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.data.domain.Persistable;

/// The row of a task. Claims, heartbeats and progress change it by single statements; this entity
/// is for what needs thought: creation and outcomes.
@Entity
@Table(name = "task")
@DynamicUpdate
@NullUnmarked
@SuppressWarnings("UnusedVariable") // Some columns are written here and read by queries only.
class TaskEntity implements Persistable<UUID> {
  @Id private UUID id;
  private UUID trialId;
  private UUID experimentId;

  @Enumerated(EnumType.STRING)
  private TaskKind kind;

  private String device;
  private double rank;

  @Enumerated(EnumType.STRING)
  private TaskState state;

  private long token;
  private int attempts;
  private String holder;
  private Instant expiresAt;
  private Instant leasedAt;

  @Column(columnDefinition = "text")
  private String reason;

  /// The content of the last checkpoint, until the task ends.
  private String checkpoint;

  private Instant createdAt;
  @Transient private boolean fresh;

  protected TaskEntity() {}

  TaskEntity(Queued queued, Instant createdAt) {
    this.id = UUID.randomUUID();
    this.trialId = queued.trial();
    this.experimentId = queued.experiment();
    this.kind = queued.kind();
    this.device = queued.device().orElse(null);
    this.rank = queued.rank();
    this.state = TaskState.QUEUED;
    this.createdAt = createdAt;
    this.fresh = true;
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return fresh;
  }

  UUID trialId() {
    return trialId;
  }

  TaskKind kind() {
    return kind;
  }

  TaskState state() {
    return state;
  }

  int attempts() {
    return attempts;
  }

  /// When its last lease began.
  Optional<Instant> leasedAt() {
    return Optional.ofNullable(leasedAt);
  }

  /// Whether the holder of a lease with this token may still say how the task ended. An expired
  /// lease that nobody has taken over yet is still held.
  boolean isHeldWith(long fence) {
    return state == TaskState.LEASED && token == fence;
  }

  void done() {
    become(TaskState.DONE);
    checkpoint = null;
  }

  void requeue(String why) {
    become(TaskState.QUEUED);
    reason = why;
  }

  void cancel() {
    become(TaskState.CANCELLED);
    checkpoint = null;
  }

  private void become(TaskState next) {
    if (!state.canBecome(next)) {
      throw new IllegalStateException("A task that is " + state + " cannot become " + next + ".");
    }
    state = next;
    holder = null;
    expiresAt = null;
  }
}
