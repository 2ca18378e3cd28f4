package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.task.LatencySetting;

/// A cost that an objective asks for beside the accuracy.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface CostSpec {
  /// What a latency is called among the costs of a trial.
  String LATENCY_MILLIS = "latencyMillis";

  /// What it is called among the costs of a trial; the unit, where it has one, is part of the name.
  String text();

  /// The p50 of a network's latency on a registered device, in milliseconds.
  @JsonTypeName("latency")
  record Latency(String device, LatencySetting setting) implements CostSpec {
    @Override
    public String text() {
      return LATENCY_MILLIS;
    }
  }

  /// A count that follows from the network alone.
  @JsonTypeName("analytic")
  record Analytic(AnalyticCost cost) implements CostSpec {
    @Override
    public String text() {
      return cost.text();
    }
  }

  /// A cost that the experiment's own evaluator reports by this name.
  @JsonTypeName("reported")
  record Reported(String name) implements CostSpec {
    public Reported {
      if (!name.matches("[A-Za-z][A-Za-z0-9_.-]{0,99}")) {
        throw new IllegalArgumentException(
            "A reported cost's name is a letter and up to 99 letters, digits, '_', '.' or '-', but is '%s'."
                .formatted(name));
      }
    }

    @Override
    public String text() {
      return name;
    }
  }
}
