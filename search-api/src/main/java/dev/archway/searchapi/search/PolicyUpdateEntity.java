package dev.archway.searchapi.search;

import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.experiment.UpdateView;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.data.domain.Persistable;

/// The row of what one update did. Never changed once written, and not thinned out as snapshots
/// are.
@Entity
@Table(name = "policy_update")
@NullUnmarked
@SuppressWarnings("UnusedVariable") // When it was is read by people in the database only.
class PolicyUpdateEntity implements Persistable<PolicyVersionEntity.Key> {
  @EmbeddedId private PolicyVersionEntity.Key key;

  @JdbcTypeCode(SqlTypes.JSON)
  private UpdateReport report;

  @JdbcTypeCode(SqlTypes.JSON)
  private ControllerSummary summary;

  private Instant createdAt;
  @Transient private boolean fresh;

  protected PolicyUpdateEntity() {}

  PolicyUpdateEntity(PolicyVersionEntity.Key key, UpdateView update, Instant createdAt) {
    this.key = key;
    this.report = update.report();
    this.summary = update.summary();
    this.createdAt = createdAt;
    this.fresh = true;
  }

  @Override
  public PolicyVersionEntity.Key getId() {
    return key;
  }

  @Override
  public boolean isNew() {
    return fresh;
  }

  UpdateView view() {
    return new UpdateView(report, summary);
  }
}
