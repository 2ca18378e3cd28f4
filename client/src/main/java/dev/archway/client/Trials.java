package dev.archway.client;

import dev.archway.core.experiment.LogLineView;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.TrialRequest;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.network.Network;
import dev.archway.core.page.Page;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.Measurement;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;

/// Trials: listed, ranked, exported, queued and tested.
public final class Trials {
  private final Connection connection;

  Trials(Connection connection) {
    this.connection = connection;
  }

  private static String path(UUID experiment) {
    return Experiments.path(experiment) + "/trials";
  }

  public TrialView get(UUID id) {
    return connection.read(connection.get("/api/v1/trials/" + id), new TypeReference<>() {});
  }

  /// All trials of an experiment in the order of their numbers.
  public List<TrialView> of(UUID experiment) {
    return of(experiment, TrialFilter.ALL, TrialOrder.NUMBER, Integer.MAX_VALUE);
  }

  /// The first of some trials of an experiment in an order.
  public List<TrialView> of(UUID experiment, TrialFilter filter, TrialOrder order, int atMost) {
    return connection.some(
        page -> connection.get(path(experiment) + filter.in(page).with("sort", order)),
        atMost,
        new TypeReference<>() {});
  }

  /// The trials of an experiment under another objective than its own, the best first.
  public List<TrialView> ranked(UUID experiment, ObjectiveSpec objective) {
    return ranked(experiment, objective, Integer.MAX_VALUE);
  }

  /// The best trials of an experiment under another objective than its own, the best first.
  public List<TrialView> ranked(UUID experiment, ObjectiveSpec objective, int atMost) {
    return connection.some(
        page -> connection.post(Experiments.path(experiment) + "/ranking" + page, objective),
        atMost,
        new TypeReference<>() {});
  }

  /// Writes all trials of an experiment as they come, in the order of their numbers. Where this
  /// throws, a part of them may have been written.
  public void export(UUID experiment, ExportFormat format, TrialFilter filter, OutputStream out) {
    var query = filter.in(new Query().with("format", format));
    var response = connection.send(connection.get(path(experiment) + query), into(out));
    Connection.refuseFailure(response.statusCode(), response.body());
  }

  /// The body of a success goes to `out`; that of a refusal is the answer's.
  private static HttpResponse.BodyHandler<byte[]> into(OutputStream out) {
    return head ->
        head.statusCode() >= 400
            ? HttpResponse.BodySubscribers.ofByteArray()
            : HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> write(part, out)),
                _ -> new byte[0]);
  }

  private static void write(Optional<byte[]> part, OutputStream out) {
    try {
      out.write(part.orElse(new byte[0]));
    } catch (IOException e) {
      throw new UncheckedIOException("The trials cannot be written", e);
    }
  }

  /// Queues a trial beside the search; its identity.
  public UUID queue(UUID experiment, TrialRequest request) {
    return connection
        .read(connection.post(path(experiment), request), new TypeReference<Queued>() {})
        .id();
  }

  /// [#queue(UUID, TrialRequest)] that may be sent again.
  ///
  /// @param key tells this request from any other, so that sending it again queues nothing more
  public UUID queue(UUID experiment, TrialRequest request, String key) {
    return connection
        .read(
            connection.post(path(experiment), request).header("Idempotency-Key", key),
            new TypeReference<Queued>() {})
        .id();
  }

  private record Queued(UUID id) {}

  /// A trial's network, layer by layer. Problem `not-found` if it stands for none.
  public Network network(UUID id) {
    return connection.read(
        connection.get("/api/v1/trials/" + id + "/network"), new TypeReference<>() {});
  }

  /// A trial's architecture as an SVG document. Problem `not-found` if it stands for no network.
  public String picture(UUID id) {
    var svg = connection.bytes(connection.get("/api/v1/trials/" + id + "/picture.svg"));
    return new String(svg, StandardCharsets.UTF_8);
  }

  /// What each epoch of a trial's training came to; empty until it is done.
  public List<EpochMetrics> curve(UUID id) {
    return parts(id, "curve", new TypeReference<>() {});
  }

  /// A trial's latency with all its raw samples; empty until it is measured.
  public List<Measurement> measurements(UUID id) {
    return parts(id, "measurements", new TypeReference<>() {});
  }

  private <T> List<T> parts(UUID id, String what, TypeReference<Page<T>> type) {
    return connection.read(connection.get("/api/v1/trials/" + id + "/" + what), type).items();
  }

  /// What was said of a trial by those who worked on it, as far as it is kept, in its order.
  public List<LogLineView> logs(UUID id) {
    return connection.some(
        page -> connection.get("/api/v1/trials/" + id + "/logs" + page),
        Integer.MAX_VALUE,
        new TypeReference<>() {});
  }

  /// Keeps a trial's weights whatever the rules of retention say, or leaves them to the rules
  /// again.
  public void pin(UUID id, boolean pinned) {
    var request = connection.request("/api/v1/trials/" + id + "/pin");
    connection.call(pinned ? request.PUT(HttpRequest.BodyPublishers.noBody()) : request.DELETE());
  }

  /// Asks for a trial's weights to be run over the test images; the answer comes into
  /// [TrialView#testAccuracy()].
  public void requestTest(UUID id) {
    connection.call(connection.post("/api/v1/trials/" + id + "/test", Optional.empty()));
  }
}
