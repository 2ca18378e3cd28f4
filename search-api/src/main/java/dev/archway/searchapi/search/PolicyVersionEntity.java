package dev.archway.searchapi.search;

import dev.archway.core.experiment.Arm;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.data.domain.Persistable;

/// The row of a controller's state after so many updates. Never changed once written.
@Entity
@Table(name = "policy_version")
@NullUnmarked
class PolicyVersionEntity implements Persistable<PolicyVersionEntity.Key> {

  @Embeddable
  record Key(UUID experimentId, @Enumerated(EnumType.STRING) Arm arm, int version) {}

  @EmbeddedId private Key key;
  private byte[] snapshot;
  private Instant createdAt;
  @Transient private boolean fresh;

  protected PolicyVersionEntity() {}

  PolicyVersionEntity(Key key, byte[] snapshot, Instant createdAt) {
    this.key = key;
    this.snapshot = snapshot;
    this.createdAt = createdAt;
    this.fresh = true;
  }

  @Override
  public Key getId() {
    return key;
  }

  @Override
  public boolean isNew() {
    return fresh;
  }

  byte[] snapshot() {
    return snapshot;
  }

  Instant createdAt() {
    return createdAt;
  }
}
