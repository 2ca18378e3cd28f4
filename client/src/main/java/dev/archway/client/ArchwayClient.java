package dev.archway.client;

import dev.archway.core.access.AuditEntry;
import dev.archway.core.access.CreatedToken;
import dev.archway.core.access.TokenRequest;
import dev.archway.core.access.TokenView;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ControllerView;
import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.ParetoView;
import dev.archway.core.experiment.SummaryView;
import dev.archway.core.experiment.TrialRequest;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.Validation;
import dev.archway.core.experiment.VerdictView;
import dev.archway.core.page.Page;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.ReportAnswer;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TaskReport;
import dev.archway.core.task.TrainingProgress;
import dev.archway.core.task.WorkerRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// The REST API, typed. Every call throws [ApiException] when the service refuses it and
/// [UncheckedIOException] when the service cannot be reached or understood. Safe for use by many
/// threads.
public final class ArchwayClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final String TOKENS = "/api/v1/tokens";
  private static final int PAGE = 500;

  private final URI server;
  private final Optional<AccessToken> token;
  private final Duration silence;
  private final HttpClient http;

  /// A client of the service at `server`, such as `http://localhost:8080`, that says nothing of who
  /// calls.
  public ArchwayClient(URI server) {
    this(server, Optional.empty());
  }

  /// @param token says who calls
  public ArchwayClient(URI server, Optional<AccessToken> token) {
    this(server, token, SILENCE);
  }

  /// @param silence a call in which no byte moves for so long is given up
  ArchwayClient(URI server, Optional<AccessToken> token, Duration silence) {
    this.server = server;
    this.token = token;
    this.silence = silence;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /// The service this client talks to.
  public URI server() {
    return server;
  }

  /// Whether the service answers and is ready for work.
  public boolean ready() {
    try {
      return send(get("/actuator/health/readiness"), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  public ExperimentView createExperiment(ExperimentSpec spec) {
    return read(post("/api/v1/experiments", spec), new TypeReference<>() {});
  }

  /// An experiment as people write it: a part of one, in YAML or JSON; what is left out is filled
  /// in.
  ///
  /// @param key tells this request from any other, so that sending it again creates nothing more
  public ExperimentView createExperiment(String draft, String key) {
    return read(
        draft("/api/v1/experiments", draft).header("Idempotency-Key", key),
        new TypeReference<>() {});
  }

  /// What would come of a draft: all its faults, or the whole experiment. Creates nothing.
  public Validation validate(String draft) {
    return read(draft("/api/v1/experiments/validation", draft), new TypeReference<>() {});
  }

  private HttpRequest.Builder draft(String path, String draft) {
    return request(path)
        .header("Content-Type", "application/yaml")
        .POST(HttpRequest.BodyPublishers.ofString(draft));
  }

  /// No new trials; those under way go on.
  public ExperimentView pause(UUID experiment) {
    return move(experiment, "pause", Map.of());
  }

  public ExperimentView resume(UUID experiment) {
    return move(experiment, "resume", Map.of());
  }

  /// Lets trials under way go on to their ends, but begins none.
  public ExperimentView drain(UUID experiment) {
    return move(experiment, "stop", Map.of("mode", "drain"));
  }

  /// Ends an experiment and cancels its trials under way.
  public ExperimentView stop(UUID experiment) {
    return move(experiment, "stop", Map.of("mode", "now"));
  }

  public ExperimentView archive(UUID experiment) {
    return move(experiment, "archive", Map.of());
  }

  public ExperimentView unarchive(UUID experiment) {
    return move(experiment, "unarchive", Map.of());
  }

  /// Another experiment of the same settings, but for those that are given otherwise.
  public ExperimentView cloneExperiment(UUID experiment, Map<String, ?> overrides) {
    return move(experiment, "clone", overrides);
  }

  private ExperimentView move(UUID experiment, String what, Map<String, ?> body) {
    return read(
        post("/api/v1/experiments/" + experiment + "/" + what, body), new TypeReference<>() {});
  }

  /// Changes name, budget, priority, parallelism, notes, tags or webhook of an experiment, whatever
  /// they are at present: a JSON merge patch (RFC 7396).
  public ExperimentView change(UUID experiment, Map<String, ?> patch) {
    return read(
        request("/api/v1/experiments/" + experiment)
            .header("Content-Type", "application/merge-patch+json")
            .header("If-Match", "*")
            .method(
                "PATCH",
                HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(patch))),
        new TypeReference<>() {});
  }

  /// Queues a trial beside the search; its identity.
  public UUID queue(UUID experiment, TrialRequest request) {
    return read(
            post("/api/v1/experiments/" + experiment + "/trials", request),
            new TypeReference<Queued>() {})
        .id();
  }

  private record Queued(UUID id) {}

  /// The completed trials that no other beats in accuracy and in all of some costs.
  ///
  /// @param costs by name; none for those of the objective
  public ParetoView pareto(UUID experiment, String... costs) {
    var query = costs.length == 0 ? "" : "?costs=" + encode(String.join(",", costs));
    return read(
        get("/api/v1/experiments/" + experiment + "/pareto" + query), new TypeReference<>() {});
  }

  /// The trial with the highest reward within all targets; refused as long as there is none.
  public TrialView best(UUID experiment) {
    return read(get("/api/v1/experiments/" + experiment + "/best"), new TypeReference<>() {});
  }

  /// How many trials are in which state, the best, and what was spent.
  public SummaryView summary(UUID experiment) {
    return read(get("/api/v1/experiments/" + experiment + "/summary"), new TypeReference<>() {});
  }

  /// What has happened in an experiment so far.
  public List<EventView> events(UUID experiment) {
    return all(
        after -> get("/api/v1/experiments/" + experiment + "/events" + after),
        new TypeReference<>() {});
  }

  /// All experiments that are not archived, the latest first.
  public List<ExperimentView> experiments() {
    return all(after -> get("/api/v1/experiments" + after), new TypeReference<>() {});
  }

  public ExperimentView experiment(UUID id) {
    return read(get("/api/v1/experiments/" + id), new TypeReference<>() {});
  }

  /// All trials of an experiment in the order of their numbers.
  public List<TrialView> trials(UUID experiment) {
    return all(
        after -> get("/api/v1/experiments/" + experiment + "/trials" + after),
        new TypeReference<>() {});
  }

  /// How an experiment's controller does against its control arm; refused before there are enough
  /// rewards.
  public VerdictView verdict(UUID experiment) {
    return read(get("/api/v1/experiments/" + experiment + "/verdict"), new TypeReference<>() {});
  }

  /// The trials of an experiment under another objective than its own, the best first.
  public List<TrialView> ranking(UUID experiment, ObjectiveSpec objective) {
    return all(
        after -> post("/api/v1/experiments/" + experiment + "/ranking" + after, objective),
        new TypeReference<>() {});
  }

  /// What an experiment's controllers think, and the first of their updates.
  public ControllerView controller(UUID experiment) {
    return read(get(controllerPath(experiment)), new TypeReference<>() {});
  }

  /// What an arm's controller thinks, and a page of its updates.
  ///
  /// @param after the last version that the caller has; 0 for the first page
  /// @param limit 1..1000 updates at most
  public ControllerView controller(UUID experiment, Arm arm, int after, int limit) {
    return read(
        get(controllerPath(experiment) + "?arm=" + arm + "&after=" + after + "&limit=" + limit),
        new TypeReference<>() {});
  }

  private static String controllerPath(UUID experiment) {
    return "/api/v1/experiments/" + experiment + "/controller";
  }

  public TrialView trial(UUID id) {
    return read(get("/api/v1/trials/" + id), new TypeReference<>() {});
  }

  /// Asks for a trial's weights to be run over the test images; the answer comes into
  /// [TrialView#testAccuracy()].
  public void requestTest(UUID trial) {
    call(post("/api/v1/trials/" + trial + "/test", Optional.empty()));
  }

  public void register(WorkerRegistration worker) {
    call(put("/api/v1/workers/" + encode(worker.name()), worker));
  }

  public void register(DeviceRegistration device) {
    call(put("/api/v1/devices/" + encode(device.name()), device));
  }

  /// The devices that have registered.
  public List<DeviceRegistration> devices() {
    return all(after -> get("/api/v1/devices" + after), new TypeReference<>() {});
  }

  /// The workers that have registered.
  public List<WorkerRegistration> workers() {
    return all(after -> get("/api/v1/workers" + after), new TypeReference<>() {});
  }

  /// Has the service give out a token. The answer is the only place that ever has its secret.
  public CreatedToken createToken(TokenRequest request) {
    return read(post(TOKENS, request), new TypeReference<>() {});
  }

  /// All tokens that the service gave out, those that are over included, in the order of their
  /// creation.
  public List<TokenView> tokens() {
    var all = new ArrayList<TokenView>();
    while (true) {
      var after = all.isEmpty() ? "" : "&after=" + encode(all.getLast().id());
      List<TokenView> page = read(get(TOKENS + "?limit=" + PAGE + after), new TypeReference<>() {});
      all.addAll(page);
      if (page.size() < PAGE) {
        return all;
      }
    }
  }

  /// Has a token accepted no longer; within seconds, where the service has several replicas.
  public void revokeToken(String id) {
    call(request(TOKENS + "/" + encode(id)).DELETE());
  }

  /// Who changed what, the latest first.
  ///
  /// @param before the last entry that the caller has; absent for the first page
  /// @param limit 1..1000 entries at most
  public List<AuditEntry> audit(Optional<Long> before, int limit) {
    return read(
        get("/api/v1/audit?limit=" + limit + before.map(id -> "&before=" + id).orElse("")),
        new TypeReference<>() {});
  }

  /// Asks for tasks; an empty list if none came up within the request's wait.
  public List<Lease> claim(ClaimRequest request) {
    return read(post("/api/v1/leases", request), new TypeReference<>() {});
  }

  /// Keeps a lease. Problem `stale-lease` if it is no longer held.
  public LeaseAnswer heartbeat(Lease lease) {
    return keep(lease, "heartbeat", Optional.empty());
  }

  /// Keeps a lease and says how far its training is.
  public LeaseAnswer progress(Lease lease, TrainingProgress progress) {
    return keep(lease, "progress", progress);
  }

  /// Keeps a lease and says from where whoever gets the task next may go on.
  public LeaseAnswer checkpoint(Lease lease, ArtifactReference checkpoint) {
    return keep(lease, "checkpoint", checkpoint);
  }

  private LeaseAnswer keep(Lease lease, String what, Object body) {
    return read(post(path(lease, what), body), beat(lease), new TypeReference<>() {});
  }

  /// How often a lease is to be kept, and how long such a call waits for its answer: one that is
  /// never answered leaves time for another before the lease is over.
  static Duration beat(Lease lease) {
    return Duration.ofMillis(Math.max(1, lease.seconds() * 1000L / 3));
  }

  /// Ends a lease with its outcome. Problem `stale-lease` if it is no longer held, in which case
  /// nothing was changed.
  public void report(Lease lease, TaskOutcome outcome) {
    call(post(path(lease, "result"), outcome));
  }

  /// Ends several leases, at most [TaskReport#AT_ONCE], each with its outcome; the answers come in
  /// the same order, and one that is refused changes nothing of the others.
  public List<ReportAnswer> report(List<TaskReport> reports) {
    return read(post("/api/v1/leases/results", reports), new TypeReference<>() {});
  }

  /// Gives a task back undone, for another to take at once.
  public void giveBack(Lease lease) {
    call(post(path(lease, "give-back"), Optional.empty()));
  }

  /// The ONNX model that a measuring task is about.
  public byte[] model(Lease lease) {
    var response = send(get(path(lease, "model.onnx")), HttpResponse.BodyHandlers.ofByteArray());
    refuseFailure(response.statusCode(), response.body());
    return response.body();
  }

  /// Stores a file under its content.
  public ArtifactReference upload(ArtifactReference.Role role, Path file) {
    try {
      var hash = Sha256.of(file);
      call(
          request("/api/v1/artifacts/" + hash)
              .header("Content-Type", "application/octet-stream")
              .PUT(HttpRequest.BodyPublishers.ofFile(file)));
      return new ArtifactReference(role, hash, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Fetches a stored file; `target` appears whole or not at all.
  ///
  /// @throws DamagedArtifactException its content does not fit its name
  public void download(ArtifactReference artifact, Path target) {
    try {
      var parts = Files.createTempFile(target.toAbsolutePath().getParent(), "download", ".part");
      try {
        var response =
            send(
                get("/api/v1/artifacts/" + artifact.sha256()),
                HttpResponse.BodyHandlers.ofFile(parts));
        if (response.statusCode() != 200) {
          refuseFailure(response.statusCode(), Files.readAllBytes(parts));
        }
        if (!Sha256.of(parts).equals(artifact.sha256())) {
          throw new DamagedArtifactException(artifact.sha256());
        }
        Files.move(parts, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(parts);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static String path(Lease lease, String what) {
    return "/api/v1/leases/%s/%s?token=%d".formatted(lease.task(), what, lease.token());
  }

  private static String encode(String segment) {
    return java.net.URLEncoder.encode(segment, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Accept", "application/json, application/problem+json, */*");
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t.text()));
    return request;
  }

  private HttpRequest.Builder get(String path) {
    return request(path).GET();
  }

  private HttpRequest.Builder post(String path, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
  }

  private HttpRequest.Builder put(String path, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .PUT(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
  }

  private void call(HttpRequest.Builder request) {
    var response = send(request, HttpResponse.BodyHandlers.ofByteArray());
    refuseFailure(response.statusCode(), response.body());
  }

  /// All items of a list, page by page.
  ///
  /// @param page the call for the page that a query says
  private <T> List<T> all(Function<String, HttpRequest.Builder> page, TypeReference<Page<T>> type) {
    var items = new ArrayList<T>();
    var next = Optional.of("");
    while (next.isPresent()) {
      var after = next.get();
      var answer =
          read(
              page.apply("?limit=" + PAGE + (after.isEmpty() ? "" : "&after=" + encode(after))),
              type);
      items.addAll(answer.items());
      next = answer.next();
    }
    return items;
  }

  private <T> T read(HttpRequest.Builder request, TypeReference<T> type) {
    return read(request, silence, type);
  }

  private <T> T read(HttpRequest.Builder building, Duration atMost, TypeReference<T> type) {
    var request = building.build();
    var response = send(request, HttpResponse.BodyHandlers.ofByteArray(), atMost);
    refuseFailure(response.statusCode(), response.body());
    try {
      return Json.mapper().readValue(response.body(), type);
    } catch (JacksonException e) {
      // A proxy's page, or half an answer: as good as none.
      throw new UncheckedIOException(
          "No answer that makes sense from %s to %s %s"
              .formatted(server, request.method(), request.uri().getPath()),
          new IOException(e));
    }
  }

  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    return send(request.build(), handler, silence);
  }

  /// @param atMost how long nothing may move
  private <T> HttpResponse<T> send(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration atMost) {
    var movement = new Movement();
    var seen = HttpRequest.newBuilder(request, (_, _) -> true);
    request.bodyPublisher().ifPresent(b -> seen.method(request.method(), movement.seenIn(b)));
    var exchange = http.sendAsync(seen.build(), movement.seenIn(handler));
    try {
      while (true) {
        var left = atMost.minus(movement.silence());
        if (!left.isPositive()) {
          throw noAnswer(
              request, new IOException("Nothing has moved for " + atMost.toMillis() / 1e3 + " s."));
        }
        try {
          return exchange.get(left.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          // Something may have moved meanwhile.
        }
      }
    } catch (ExecutionException e) {
      throw noAnswer(request, failed(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted while calling " + server, e));
    } finally {
      exchange.cancel(true);
    }
  }

  /// What broke a call, unless it is a fault of our own.
  private static IOException failed(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> new IOException(e);
    };
  }

  private UncheckedIOException noAnswer(HttpRequest request, IOException cause) {
    var sentence =
        "No answer from %s to %s %s".formatted(server, request.method(), request.uri().getPath());
    var detail = cause.getMessage();
    return new UncheckedIOException(detail == null ? sentence : sentence + ": " + detail, cause);
  }

  private static void refuseFailure(int status, byte[] body) {
    if (status >= 400) {
      var problem = problem(body);
      throw new ApiException(
          status,
          problem == null ? "unknown" : problem.type().replaceFirst(".*[/#:]", ""),
          problem == null ? "The service answered with status " + status + "." : problem.detail());
    }
  }

  private record Problem(String type, String detail) {}

  private static @Nullable Problem problem(byte[] body) {
    try {
      var problem = Json.mapper().readValue(body, Problem.class);
      return problem == null || problem.type() == null || problem.detail() == null ? null : problem;
    } catch (JacksonException e) {
      return null;
    }
  }
}
