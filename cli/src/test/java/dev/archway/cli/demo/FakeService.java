package dev.archway.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.archway.client.Json;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.VerdictView;
import dev.archway.core.page.Page;
import dev.archway.core.task.ArtifactReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A service whose only experiment goes through scripted states, one each time it is asked for its
/// trials; it stays in the last.
final class FakeService implements AutoCloseable {
  static final UUID EXPERIMENT = new UUID(7, 7);
  static final double TARGET_MILLIS = 0.8;

  private final HttpServer server;
  private final Deque<List<TrialView>> script = new ArrayDeque<>();
  private final Map<String, byte[]> artifacts = new HashMap<>();
  private final List<UUID> tested = new ArrayList<>();
  private @Nullable ExperimentSpec created;
  private @Nullable TrialView testResult;
  private @Nullable VerdictView verdict;
  private int failures;
  private boolean finished;

  FakeService(List<List<TrialView>> script) throws IOException {
    this.script.addAll(script);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized ExperimentSpec created() {
    return java.util.Objects.requireNonNull(created);
  }

  synchronized List<UUID> tested() {
    return List.copyOf(tested);
  }

  /// What the tested trial looks like once the test has come back.
  synchronized void onTest(TrialView result) {
    testResult = result;
  }

  /// What is said of the experiment; without it there is no verdict.
  synchronized void onVerdict(VerdictView said) {
    verdict = said;
  }

  /// The next so many calls are answered by an error.
  synchronized void failNext(int calls) {
    failures = calls;
  }

  synchronized ArtifactReference store(ArtifactReference.Role role, String content) {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    try {
      var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      artifacts.put(hash, bytes);
      return new ArtifactReference(role, hash, bytes.length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      if (failures > 0 && exchange.getRequestMethod().equals("GET")) {
        failures--;
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      var path = exchange.getRequestURI().getPath().substring("/api/v1".length());
      var answer = answer(exchange.getRequestMethod() + " " + path, body);
      exchange.sendResponseHeaders(answer == null ? 404 : 200, 0);
      exchange.getResponseBody().write(answer == null ? new byte[0] : answer);
    }
  }

  private byte @Nullable [] answer(String call, byte[] body) {
    if (call.startsWith("GET /artifacts/")) {
      return artifacts.get(call.substring("GET /artifacts/".length()));
    }
    if (call.startsWith("POST /trials/") && call.endsWith("/test")) {
      tested.add(UUID.fromString(call.split("/")[2]));
      return new byte[0];
    }
    if (call.startsWith("GET /trials/") && testResult != null) {
      return json(testResult);
    }
    if (call.equals("POST /experiments")) {
      created = Json.mapper().readValue(body, ExperimentSpec.class);
      return json(experiment(ExperimentState.RUNNING));
    }
    return experimentAnswer(call);
  }

  private byte @Nullable [] experimentAnswer(String call) {
    var path = "GET /experiments/" + EXPERIMENT;
    if (call.equals(path)) {
      return json(experiment(finished ? ExperimentState.FINISHED : ExperimentState.RUNNING));
    }
    if (call.equals(path + "/verdict") && verdict != null) {
      return json(verdict);
    }
    if (call.equals(path + "/trials")) {
      finished = script.size() == 1;
      return json(
          new Page<>(finished ? script.getFirst() : script.removeFirst(), Optional.empty()));
    }
    return null;
  }

  private ExperimentView experiment(ExperimentState state) {
    return new ExperimentView(
        EXPERIMENT,
        created(),
        state,
        Optional.empty(),
        Map.of(CostSpec.LATENCY_MILLIS, TARGET_MILLIS),
        2,
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static byte[] json(Object value) {
    return Json.mapper().writeValueAsBytes(value);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
