package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// What an objective aims at for one of its costs: the T of `(cost/T)^w`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Target {

  /// So much, in the cost's unit.
  @JsonTypeName("value")
  record Value(double value) implements Target {
    public Value {
      if (!(value > 0 && value <= 1e18)) {
        throw new IllegalArgumentException(
            "A target lies above 0 and at most at 1e18, but is " + value + ".");
      }
    }
  }

  /// What one of the experiment's baselines costs, once that is known.
  @JsonTypeName("baseline")
  record SameAs(String baseline) implements Target {}
}
