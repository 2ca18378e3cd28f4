package dev.archway.searchapi.trial;

import dev.archway.core.architecture.Architecture;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.space.Choices;
import dev.archway.core.task.Measurement;
import dev.archway.core.task.TaskOutcome;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.data.domain.Persistable;

/// The row of a trial.
@Entity
@Table(name = "trial")
@DynamicUpdate
@NullUnmarked
@SuppressWarnings("UnusedVariable") // Some columns are written here and read by queries only.
class TrialEntity implements Persistable<UUID> {
  @Id private UUID id;
  private UUID experimentId;
  private int number;

  @Enumerated(EnumType.STRING)
  private TrialOrigin origin;

  private String name;
  private UUID parentId;

  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  private Choices choices;

  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  private Architecture architecture;

  private String networkHash;

  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  private Map<AnalyticCost, Long> costs;

  private long seed;
  private Integer policyVersion;
  private Double logProbability;

  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  private Provenance provenance;

  @Enumerated(EnumType.STRING)
  private TrialState state;

  private String reason;

  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  private TaskOutcome.Trained training;

  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  private TaskOutcome.Evaluated evaluation;

  @JdbcTypeCode(SqlTypes.JSON)
  @Mutability(Immutability.class)
  private Measurement measurement;

  private Double testAccuracy;
  private Integer endedPosition;
  private Integer learnedBy;
  private Integer learnedPosition;
  private Instant createdAt;
  private Instant endedAt;
  @Transient private boolean fresh;

  protected TrialEntity() {}

  TrialEntity(UUID experimentId, int number, TrialPlan plan, TrialState state, Instant createdAt) {
    this.id = UUID.randomUUID();
    this.experimentId = experimentId;
    this.number = number;
    this.origin = plan.source().origin();
    switch (plan.source()) {
      case TrialPlan.Proposed proposed -> {
        choices = proposed.choices();
        policyVersion = proposed.policyVersion();
        logProbability = proposed.logProbability();
        provenance = proposed.provenance().orElse(null);
        parentId = proposed.parent().orElse(null);
      }
      case TrialPlan.Baseline baseline -> name = baseline.name();
      case TrialPlan.Queued queued -> {
        name = queued.name().orElse(null);
        choices = queued.choices().orElse(null);
      }
    }
    this.architecture = plan.architecture();
    this.networkHash = plan.hash().hex();
    this.costs = plan.costs();
    this.seed = plan.seed();
    this.state = state;
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

  Trial trial() {
    return new Trial(
        id,
        experimentId,
        number,
        new TrialPlan(source(), architecture, new NetworkHash(networkHash), costs, seed),
        state,
        Optional.ofNullable(reason),
        results(),
        Optional.ofNullable(learnedBy));
  }

  private TrialPlan.Source source() {
    return switch (origin) {
      case CONTROLLER -> proposed(Arm.SEARCH);
      case CONTROL -> proposed(Arm.CONTROL);
      case BASELINE -> new TrialPlan.Baseline(name);
      case USER -> new TrialPlan.Queued(Optional.ofNullable(name), Optional.ofNullable(choices));
    };
  }

  private TrialPlan.Proposed proposed(Arm arm) {
    return new TrialPlan.Proposed(
        arm,
        choices,
        policyVersion,
        logProbability,
        Optional.ofNullable(provenance),
        Optional.ofNullable(parentId));
  }

  private Trial.Results results() {
    return new Trial.Results(
        Optional.ofNullable(training),
        Optional.ofNullable(evaluation),
        Optional.ofNullable(measurement),
        Optional.ofNullable(testAccuracy));
  }

  /// Whether that is news.
  boolean started() {
    boolean first = state == TrialState.QUEUED;
    if (first) {
      become(TrialState.RUNNING);
    }
    return first;
  }

  void cancel(String why, Instant when) {
    become(TrialState.CANCELLED);
    reason = why;
    endedAt = when;
  }

  void trained(TaskOutcome.Trained outcome) {
    training = outcome;
  }

  void evaluated(TaskOutcome.Evaluated outcome) {
    evaluation = outcome;
  }

  void measured(Measurement taken) {
    measurement = taken;
  }

  void tested(double accuracy) {
    testAccuracy = accuracy;
  }

  void end(TrialState end, Optional<String> why, int position, Instant when) {
    if (!end.ended()) {
      throw new IllegalArgumentException("A trial does not end " + end + ".");
    }
    become(end);
    reason = why.orElse(null);
    endedPosition = position;
    endedAt = when;
  }

  private void become(TrialState next) {
    if (!state.canBecome(next)) {
      throw new IllegalStateException(
          "Trial " + number + " is " + state + " and cannot become " + next + ".");
    }
    state = next;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrialEntity that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(id);
  }
}
