package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentState;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;
import org.jspecify.annotations.NullUnmarked;

/// The row of where an experiment stands: a [Standing] at rest.
@Entity
@Table(name = "experiment_progress")
@NullUnmarked
class ExperimentProgressEntity {
  @Id private UUID experimentId;

  @Enumerated(EnumType.STRING)
  private ExperimentState state;

  private String reason;
  private int nextNumber;
  private int proposed;
  private int finished;
  private int ended;
  private int consecutiveRepeats;
  private int policyHead;
  private int controlHead;

  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  private Map<String, Double> targets;

  protected ExperimentProgressEntity() {}

  ExperimentProgressEntity(UUID experimentId, Standing standing) {
    this.experimentId = experimentId;
    become(standing);
  }

  UUID experimentId() {
    return experimentId;
  }

  Standing standing() {
    return new Standing(
        state,
        Optional.ofNullable(reason),
        new Counters(nextNumber, proposed, finished, ended, consecutiveRepeats),
        new Heads(policyHead, controlHead),
        targets);
  }

  final void become(Standing standing) {
    state = standing.state();
    reason = standing.reason().orElse(null);
    nextNumber = standing.counters().nextNumber();
    proposed = standing.counters().proposed();
    finished = standing.counters().finished();
    ended = standing.counters().ended();
    consecutiveRepeats = standing.counters().consecutiveRepeats();
    policyHead = standing.heads().search();
    controlHead = standing.heads().control();
    targets = standing.targets();
  }
}
