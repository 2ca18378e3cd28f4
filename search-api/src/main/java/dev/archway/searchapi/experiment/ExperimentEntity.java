package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentSpec;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.data.domain.Persistable;

/// The row of what a user asked for. Its version moves only when a user changes settings.
@Entity
@Table(name = "experiment")
@NullUnmarked
class ExperimentEntity implements Persistable<UUID> {
  @Id private UUID id;

  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  private ExperimentSpec spec;

  private Instant createdAt;
  private Instant archivedAt;
  @Version private Long version;

  protected ExperimentEntity() {}

  ExperimentEntity(UUID id, ExperimentSpec spec, Instant createdAt) {
    this.id = id;
    this.spec = spec;
    this.createdAt = createdAt;
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return version == null;
  }

  ExperimentSpec spec() {
    return spec;
  }

  Instant createdAt() {
    return createdAt;
  }

  long version() {
    return version;
  }

  boolean isArchived() {
    return archivedAt != null;
  }

  void become(ExperimentSpec changed) {
    spec = changed;
  }

  /// @param since null if it is shown again
  void archive(Instant since) {
    archivedAt = since;
  }
}
