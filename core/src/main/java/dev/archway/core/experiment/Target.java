package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// The latency T that an objective aims at.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Target {

  /// So many milliseconds.
  @JsonTypeName("latency")
  record Latency(double millis) implements Target {
    public Latency {
      if (!(millis > 0 && millis < 600_000)) {
        throw new IllegalArgumentException(
            "A target latency lies above 0 and below 600000 ms, but is " + millis + ".");
      }
    }
  }

  /// As fast as one of the experiment's baselines, once that is measured.
  @JsonTypeName("baseline")
  record SameAs(String baseline) implements Target {}
}
