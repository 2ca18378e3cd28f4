package dev.archway.searchapi.task;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Knows for how long an experiment's tasks were leased, those that are leased now included.
@Component
public class LeasedTime {
  private final JdbcClient jdbc;

  LeasedTime(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What an experiment took of those who work.
  ///
  /// @param workerHours for training, testing and evaluating, of all slots together
  /// @param deviceMinutes for timing, of all devices together
  public record Taken(double workerHours, double deviceMinutes) {}

  public Taken of(UUID experiment) {
    return jdbc.sql(
            """
            SELECT
              coalesce(sum(seconds) FILTER (WHERE kind <> 'MEASURE'), 0) / 3600 AS worker_hours,
              coalesce(sum(seconds) FILTER (WHERE kind = 'MEASURE'), 0) / 60 AS device_minutes
            FROM (
              SELECT kind, leased_seconds AS seconds FROM task WHERE experiment_id = :experiment
              UNION ALL
              SELECT kind, extract(epoch FROM clock_timestamp() - lease_began) FROM task
              WHERE experiment_id = :experiment AND state = 'LEASED' AND lease_began IS NOT NULL
            ) AS leases
            """)
        .param("experiment", experiment)
        .query(
            (row, _) -> new Taken(row.getDouble("worker_hours"), row.getDouble("device_minutes")))
        .single();
  }
}
