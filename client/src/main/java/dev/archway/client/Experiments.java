package dev.archway.client;

import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ControllerView;
import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.ParetoView;
import dev.archway.core.experiment.SummaryView;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.Validation;
import dev.archway.core.experiment.VerdictView;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;

/// Experiments: created, found, changed, followed and judged.
public final class Experiments {
  private static final String ALL = "/api/v1/experiments";

  private final Connection connection;

  Experiments(Connection connection) {
    this.connection = connection;
  }

  static String path(UUID experiment) {
    return ALL + "/" + experiment;
  }

  public ExperimentView create(ExperimentSpec spec) {
    return connection.read(connection.post(ALL, spec), new TypeReference<>() {});
  }

  /// An experiment of a draft, with what it leaves out filled in.
  ///
  /// @param key tells this request from any other, so that sending it again creates nothing more
  public ExperimentView create(Draft draft, String key) {
    return connection.read(
        written(ALL, draft).header("Idempotency-Key", key), new TypeReference<>() {});
  }

  /// What would come of a draft: all its faults, or the whole experiment. Creates nothing.
  public Validation validate(Draft draft) {
    return connection.read(written(ALL + "/validation", draft), new TypeReference<>() {});
  }

  private HttpRequest.Builder written(String path, Draft draft) {
    return connection
        .request(path)
        .header("Content-Type", draft.mediaType())
        .POST(HttpRequest.BodyPublishers.ofString(draft.text()));
  }

  /// All experiments that are not archived, the latest first.
  public List<ExperimentView> list() {
    return list(ExperimentFilter.NOT_ARCHIVED, Integer.MAX_VALUE);
  }

  /// The latest of some experiments, the latest first.
  public List<ExperimentView> list(ExperimentFilter filter, int atMost) {
    return connection.some(
        page ->
            connection.get(
                ALL
                    + page.with("state", filter.state())
                        .with("tag", filter.tag())
                        .with("text", filter.text())
                        .with("archived", filter.archived())),
        atMost,
        new TypeReference<>() {});
  }

  public ExperimentView get(UUID id) {
    return connection.read(connection.get(path(id)), new TypeReference<>() {});
  }

  /// The experiment, and the version of its settings.
  public Versioned<ExperimentView> versioned(UUID id) {
    return connection.versioned(connection.get(path(id)), new TypeReference<>() {});
  }

  /// Changes name, budget, priority, parallelism, notes, tags or webhook of an experiment, whatever
  /// they are at present: a JSON merge patch (RFC 7396).
  public ExperimentView change(UUID id, Map<String, ?> patch) {
    return change(id, "*", patch);
  }

  /// [#change(UUID, Map)] of one version; problem `precondition-failed` if it is no longer the
  /// present one.
  ///
  /// @param tag of [Versioned#tag()]
  public ExperimentView change(UUID id, String tag, Map<String, ?> patch) {
    return connection.read(
        connection
            .request(path(id))
            .header("Content-Type", "application/merge-patch+json")
            .header("If-Match", tag)
            .method(
                "PATCH",
                HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(patch))),
        new TypeReference<>() {});
  }

  /// No new trials; those under way go on.
  public ExperimentView pause(UUID id) {
    return move(id, "pause", Map.of());
  }

  public ExperimentView resume(UUID id) {
    return move(id, "resume", Map.of());
  }

  /// Lets trials under way go on to their ends, but begins none.
  public ExperimentView drain(UUID id) {
    return move(id, "stop", Map.of("mode", "drain"));
  }

  /// Ends an experiment and cancels its trials under way.
  public ExperimentView stop(UUID id) {
    return move(id, "stop", Map.of("mode", "now"));
  }

  /// Hides an experiment from lists.
  public ExperimentView archive(UUID id) {
    return move(id, "archive", Map.of());
  }

  public ExperimentView unarchive(UUID id) {
    return move(id, "unarchive", Map.of());
  }

  private ExperimentView move(UUID id, String what, Map<String, ?> body) {
    return connection.read(connection.post(path(id) + "/" + what, body), new TypeReference<>() {});
  }

  /// Another experiment of the same settings, but for those that are given otherwise.
  public ExperimentView copy(UUID id, Map<String, ?> overrides) {
    return move(id, "clone", overrides);
  }

  /// [#copy(UUID, Map)] that may be sent again.
  ///
  /// @param key tells this request from any other, so that sending it again creates nothing more
  public ExperimentView copy(UUID id, Map<String, ?> overrides, String key) {
    return connection.read(
        connection.post(path(id) + "/clone", overrides).header("Idempotency-Key", key),
        new TypeReference<>() {});
  }

  /// The completed trials that no other beats in accuracy and in all of some costs.
  ///
  /// @param costs by name; none for those of the objective
  public ParetoView pareto(UUID id, String... costs) {
    var query =
        new Query()
            .with("costs", Optional.of(String.join(",", costs)).filter(names -> !names.isEmpty()));
    return connection.read(connection.get(path(id) + "/pareto" + query), new TypeReference<>() {});
  }

  /// The trial with the highest reward within all targets; refused as long as there is none.
  public TrialView best(UUID id) {
    return connection.read(connection.get(path(id) + "/best"), new TypeReference<>() {});
  }

  /// How many trials are in which state, the best, and what was spent.
  public SummaryView summary(UUID id) {
    return connection.read(connection.get(path(id) + "/summary"), new TypeReference<>() {});
  }

  /// How an experiment's controller does against its control arm; refused before there are enough
  /// rewards.
  public VerdictView verdict(UUID id) {
    return connection.read(connection.get(path(id) + "/verdict"), new TypeReference<>() {});
  }

  /// What an experiment's controllers think, and the first of their updates.
  public ControllerView controller(UUID id) {
    return connection.read(connection.get(path(id) + "/controller"), new TypeReference<>() {});
  }

  /// What an arm's controller thinks, and a page of its updates.
  ///
  /// @param after the last version that the caller has; 0 for the first page
  /// @param limit 1..1000 updates at most
  public ControllerView controller(UUID id, Arm arm, int after, int limit) {
    var query = new Query().with("arm", arm).with("after", after).with("limit", limit);
    return connection.read(
        connection.get(path(id) + "/controller" + query), new TypeReference<>() {});
  }

  /// What has happened in an experiment so far.
  public List<EventView> events(UUID id) {
    return connection.all(
        page -> connection.get(path(id) + "/events" + page), new TypeReference<>() {});
  }

  /// What happens in an experiment, as it happens. Nothing is asked of the service before the first
  /// [EventStream#next()].
  ///
  /// @param after the last event that the caller has seen; 0 for all from the first
  public EventStream follow(UUID id, int after) {
    return new EventStream(connection, id, after);
  }
}
