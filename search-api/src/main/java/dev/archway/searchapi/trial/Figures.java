package dev.archway.searchapi.trial;

import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the few numbers that fronts, ranks and summaries need of all trials of an experiment,
/// however many there are.
@Component
public class Figures {
  private final JdbcClient jdbc;

  Figures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those with an accuracy, in the order of their numbers.
  ///
  /// @param costs the names of the costs that are wanted
  public List<Figure> of(UUID experiment, Collection<String> costs) {
    var names = List.copyOf(costs);
    var statement = jdbc.sql(sql(names)).param("experiment", experiment);
    for (int i = 0; i < names.size(); i++) {
      statement = statement.param("cost" + i, names.get(i));
    }
    return statement.query((row, _) -> figure(row, names)).list();
  }

  static String sql(List<String> costs) {
    var columns = new StringBuilder();
    for (int i = 0; i < costs.size(); i++) {
      columns
          .append(", coalesce(")
          .append(costs.get(i).equals(CostSpec.LATENCY_MILLIS) ? "latency_millis, " : "")
          .append("(costs ->> :cost%d)::double precision".formatted(i))
          .append(
              ", (evaluation -> 'costs' ->> :cost%1$d)::double precision) AS cost%1$d"
                  .formatted(i));
    }
    return """
    SELECT id, number, origin, name, state, ended_position, accuracy%s
    FROM trial WHERE experiment_id = :experiment AND accuracy IS NOT NULL ORDER BY number
    """
        .formatted(columns);
  }

  private static Figure figure(ResultSet row, List<String> names) throws SQLException {
    var costs = new HashMap<String, Double>();
    for (int i = 0; i < names.size(); i++) {
      double cost = row.getDouble("cost" + i);
      if (!row.wasNull()) {
        costs.put(names.get(i), cost);
      }
    }
    int position = row.getInt("ended_position");
    var ended = row.wasNull() ? Optional.<Integer>empty() : Optional.of(position);
    return new Figure(
        row.getObject("id", UUID.class),
        row.getInt("number"),
        TrialOrigin.valueOf(row.getString("origin")),
        Optional.ofNullable(row.getString("name")),
        TrialState.valueOf(row.getString("state")),
        ended,
        row.getDouble("accuracy"),
        costs);
  }

  /// How many trials of an experiment are in each state, as far as they themselves know it: one
  /// that was leased and has no result yet counts as queued.
  public Map<TrialState, Integer> states(UUID experiment) {
    var counts = new EnumMap<TrialState, Integer>(TrialState.class);
    jdbc.sql("SELECT state, count(*) AS trials FROM trial WHERE experiment_id = ? GROUP BY state")
        .param(experiment)
        .query(row -> {
          counts.put(TrialState.valueOf(row.getString("state")), row.getInt("trials"));
        });
    return counts;
  }
}
