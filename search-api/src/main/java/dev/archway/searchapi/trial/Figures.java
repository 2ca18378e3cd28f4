package dev.archway.searchapi.trial;

import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the few numbers that fronts, ranks and summaries need of all trials of an experiment,
/// however many there are. They do not change once a trial has ended, and trials end in an order
/// that all see alike, so only those that ended since the last question are read anew.
@Component
public class Figures {
  /// How many are kept in all: about 250 bytes each.
  private static final int MOST_KEPT = 300_000;

  private record Question(UUID experiment, List<String> costs) {}

  private final JdbcClient jdbc;
  private final Map<Question, List<Figure>> kept = new LinkedHashMap<>(16, 0.75f, true);

  Figures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those of the ended trials with an accuracy, in the order of ending.
  ///
  /// @param costs the names of the costs that are wanted
  public List<Figure> of(UUID experiment, Collection<String> costs) {
    var question = new Question(experiment, costs.stream().sorted().distinct().toList());
    var known = known(question);
    var more = read(question, known.isEmpty() ? 0 : known.getLast().endedPosition());
    if (more.isEmpty()) {
      return known;
    }
    var all = Stream.concat(known.stream(), more.stream()).toList();
    keep(question, all);
    return all;
  }

  private List<Figure> known(Question question) {
    synchronized (kept) {
      return kept.getOrDefault(question, List.of());
    }
  }

  /// What was asked for longest ago goes first.
  private void keep(Question question, List<Figure> all) {
    synchronized (kept) {
      kept.put(question, all);
      int sum = kept.values().stream().mapToInt(List::size).sum();
      var oldest = kept.values().iterator();
      while (sum > MOST_KEPT && oldest.hasNext()) {
        sum -= oldest.next().size();
        oldest.remove();
      }
    }
  }

  private List<Figure> read(Question question, int after) {
    var names = question.costs();
    var statement =
        jdbc.sql(sql(names)).param("experiment", question.experiment()).param("after", after);
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
          .append("(costs ->> :cost")
          .append(i)
          .append(")::double precision")
          .append(", (evaluation -> 'costs' ->> :cost")
          .append(i)
          .append(")::double precision)")
          .append(" AS cost")
          .append(i);
    }
    return """
    SELECT id, number, origin, name, state, ended_position, accuracy%s
    FROM trial
    WHERE experiment_id = :experiment AND ended_position > :after AND accuracy IS NOT NULL
    ORDER BY ended_position
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
    return new Figure(
        row.getObject("id", UUID.class),
        row.getInt("number"),
        TrialOrigin.valueOf(row.getString("origin")),
        Optional.ofNullable(row.getString("name")),
        TrialState.valueOf(row.getString("state")),
        row.getInt("ended_position"),
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
