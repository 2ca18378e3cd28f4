package dev.archway.searchapi.task;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Knows which trials someone works on now.
@Component
public class RunningTrials {
  private final JdbcClient jdbc;

  RunningTrials(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A trial of which a task is leased.
  ///
  /// @param imagesPerSecond present once its training has reported
  public record Running(Optional<Double> imagesPerSecond) {}

  /// Those of an experiment.
  public Map<UUID, Running> of(UUID experiment) {
    var found = new HashMap<UUID, Running>();
    jdbc.sql(
            "SELECT trial_id, max((progress ->> 'imagesPerSecond')::float8) AS speed FROM task"
                + " WHERE experiment_id = ? AND state = 'LEASED' GROUP BY trial_id")
        .param(experiment)
        .query(row -> {
          double speed = row.getDouble("speed");
          found.put(
              row.getObject("trial_id", UUID.class),
              new Running(row.wasNull() ? Optional.empty() : Optional.of(speed)));
        });
    return found;
  }
}
