package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.page.Page;
import dev.archway.searchapi.page.Cursor;
import dev.archway.searchapi.page.Limit;
import dev.archway.searchapi.problem.ProblemType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What people see of experiments: settings and standing together, each list by one statement.
@Component
public class ExperimentViews {
  private static final String PRIORITY = "coalesce((e.spec ->> 'priority')::integer, 5)";
  private static final String SELECT =
      """
      SELECT e.id, e.spec, e.created_at, e.archived_at, e.version, p.state, p.reason, p.targets,
        p.finished, p.policy_head, p.stalled
      FROM experiment e JOIN experiment_progress p ON p.experiment_id = e.id
      """;

  /// A view, and the version of the settings that it shows.
  record Shown(ExperimentView view, long version) {
    String tag() {
      return EntityTag.of(version);
    }
  }

  /// Which experiments a list has.
  ///
  /// @param text somewhere in name or notes, whatever the case
  /// @param archived whether it has the archived ones, too
  record Filter(
      Optional<ExperimentState> state,
      Optional<String> tag,
      Optional<String> text,
      boolean archived) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ExperimentViews(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /// The experiment as it stands now.
  public ExperimentView view(UUID id) {
    return of(id).view();
  }

  Shown of(UUID id) {
    return jdbc.sql(SELECT + "WHERE e.id = ?")
        .param(id)
        .query((row, _) -> shown(row))
        .optional()
        .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no experiment " + id + "."));
  }

  Page<ExperimentView> page(
      Filter filter, ExperimentOrder order, Limit limit, @Nullable String after) {
    var place =
        switch (order) {
          case CREATED ->
              new Place(
                  "(e.created_at, e.id) < (:key1::timestamptz, :id::uuid)",
                  "e.created_at DESC, e.id DESC",
                  2);
          case PRIORITY ->
              new Place(
                  "(%s, e.created_at, e.id) < (:key1::integer, :key2::timestamptz, :id::uuid)"
                      .formatted(PRIORITY),
                  PRIORITY + " DESC, e.created_at DESC, e.id DESC",
                  3);
          case NAME ->
              new Place(
                  "(lower(e.spec ->> 'name'), e.id) > (:key1::text, :id::uuid)",
                  "lower(e.spec ->> 'name'), e.id",
                  2);
        };
    var begin = Cursor.read(after, place.keys(), keys -> checked(order, keys));
    var found =
        jdbc.sql(
                SELECT
                    + """
                    WHERE (:state::text IS NULL OR p.state = :state)
                      AND (:tag::text IS NULL OR e.spec -> 'tags' @> to_jsonb(:tag::text))
                      AND (:text::text IS NULL
                        OR strpos(lower(e.spec ->> 'name'), :text) > 0
                        OR strpos(lower(coalesce(e.spec ->> 'notes', '')), :text) > 0)
                      AND (:archived OR e.archived_at IS NULL)
                      AND (:id::uuid IS NULL OR %s)
                    ORDER BY %s LIMIT :limit
                    """
                        .formatted(place.after(), place.order()))
            .param("state", filter.state().map(Enum::name).orElse(null))
            .param("tag", filter.tag().orElse(null))
            .param("text", filter.text().map(t -> t.toLowerCase(Locale.ROOT)).orElse(null))
            .param("archived", filter.archived())
            .param("key1", begin.map(Begin::key1).orElse(null))
            .param("key2", begin.map(Begin::key2).orElse(null))
            .param("id", begin.map(Begin::id).orElse(null))
            .param("limit", limit.andOne())
            .query((row, _) -> shown(row).view())
            .list();
    return limit.page(found, view -> cursor(order, view));
  }

  /// How an order is said in SQL.
  private record Place(String after, String order, int keys) {}

  /// The last item of the page before.
  private record Begin(String key1, String key2, UUID id) {}

  private static Begin checked(ExperimentOrder order, List<String> keys) {
    switch (order) {
      case CREATED -> Instant.parse(keys.getFirst());
      case PRIORITY -> {
        Integer.parseInt(keys.getFirst());
        Instant.parse(keys.get(1));
      }
      case NAME -> {}
    }
    return new Begin(keys.getFirst(), keys.get(1), UUID.fromString(keys.getLast()));
  }

  private static Cursor cursor(ExperimentOrder order, ExperimentView view) {
    var created = view.createdAt().orElseThrow();
    return switch (order) {
      case CREATED -> Cursor.of(created, view.id());
      case PRIORITY -> Cursor.of(view.spec().priority(), created, view.id());
      case NAME -> Cursor.of(view.spec().name().toLowerCase(Locale.ROOT), view.id());
    };
  }

  private Shown shown(ResultSet row) throws SQLException {
    var view =
        new ExperimentView(
            row.getObject("id", UUID.class),
            json.readValue(row.getString("spec"), ExperimentSpec.class),
            ExperimentState.valueOf(row.getString("state")),
            Optional.ofNullable(row.getString("reason")),
            json.readValue(row.getString("targets"), new TypeReference<Map<String, Double>>() {}),
            row.getInt("finished"),
            row.getInt("policy_head"),
            instant(row, "created_at"),
            instant(row, "archived_at"),
            Optional.ofNullable(row.getString("stalled")));
    return new Shown(view, row.getLong("version"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
