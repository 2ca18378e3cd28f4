package dev.archway.searchapi.fuzz;

import dev.archway.client.AccessToken;
import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.core.access.Scope;
import dev.archway.core.access.TokenRequest;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.Lease;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.load.LoadConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What there is to ask about: experiments, leases, tokens. What a request that was taken has used
/// up is there again for the next.
final class Stock implements AutoCloseable {
  static final String ADMIN_TOKEN = "the-admin-token-that-no-answer-may-hold";

  /// Many more than are ever asked for.
  private static final int TRIALS = 1_000_000;

  private static final int FINISHED_TRIALS = 5;

  /// Choices enough for as many trials.
  private static final int DECISIONS = 8;

  private static final List<String> OPTIONS = List.of("a", "b", "c", "d", "e", "f", "g", "h");
  private static final byte[] CONTENT =
      "an artifact of these tests".getBytes(StandardCharsets.UTF_8);

  private final ArchwayClient client;
  private final Evaluators evaluators;
  private final Map<TaskKind, Lease> leases = new EnumMap<>(TaskKind.class);
  private final List<String> tokens = new ArrayList<>();
  private final UUID finished;
  private final UUID trial;
  private final UUID training;
  private final UUID evaluated;
  private final ArtifactReference artifact;
  private UUID changed;
  private String token;

  Stock(int port) throws IOException {
    client =
        new ArchwayClient(
            URI.create("http://127.0.0.1:" + port), Optional.of(new AccessToken(ADMIN_TOKEN)));
    evaluators = new Evaluators(client);
    finished =
        client
            .experiments()
            .create(evaluators.spec(FINISHED_TRIALS, new ControllerSpec.Random()))
            .id();
    evaluators.runToEnd(finished);
    trial = client.trials().of(finished).getFirst().id();
    training =
        client.experiments().create(evaluators.spec(TRIALS, new ControllerSpec.Random())).id();
    evaluated = client.experiments().create(opaque(8)).id();
    changed = client.experiments().create(opaque(1)).id();
    for (var scope : List.of(Scope.VIEWER, Scope.EDITOR, Scope.WORKER, Scope.DEVICE)) {
      tokens.add(client.tokens().create(request(scope)).secret());
    }
    var revoked = client.tokens().create(request(Scope.EDITOR));
    client.tokens().revoke(revoked.token().id());
    tokens.add(revoked.secret());
    token = client.tokens().create(request(Scope.VIEWER)).token().id();
    var file = Files.createTempFile("artifact", "");
    Files.write(file, CONTENT);
    artifact = client.artifacts().upload(ArtifactReference.Role.CHECKPOINT, file);
    Files.delete(file);
    for (var kind : List.of(TaskKind.TRAIN, TaskKind.MEASURE, TaskKind.EVALUATE)) {
      leases.put(kind, claim(kind));
    }
  }

  private static TokenRequest request(Scope scope) {
    boolean works = scope == Scope.WORKER || scope == Scope.DEVICE;
    var subject = scope == Scope.DEVICE ? Evaluators.DEVICE : Evaluators.WORKER;
    return new TokenRequest(
        "fuzz", scope, works ? Optional.of(subject) : Optional.empty(), Optional.empty());
  }

  private static ExperimentSpec opaque(int parallelism) {
    var decisions =
        IntStream.range(0, DECISIONS)
            .mapToObj(i -> Map.of("name", "decision" + i, "options", OPTIONS))
            .toList();
    return new ExperimentSpec(
        "opaque",
        new GivenSpace.Own(
            Optional.empty(), Map.of("name", "fuzz", "type", "opaque", "decisions", decisions)),
        new ObjectiveSpec.Accuracy(),
        new ControllerSpec.Random(),
        Optional.empty(),
        new EvaluationSpec.Own(Optional.empty()),
        List.of(),
        TRIALS,
        Optional.of(parallelism),
        7);
  }

  private Lease claim(TaskKind kind) {
    return kind == TaskKind.EVALUATE
        ? evaluators.claimEvaluation(evaluated)
        : evaluators.claim(kind);
  }

  String adminToken() {
    return ADMIN_TOKEN;
  }

  /// Of each other scope one, and one that was revoked.
  List<String> tokens() {
    return tokens;
  }

  /// One of the right form that was never given out.
  String wrongToken() {
    return "archway_admin_0123456789abcdef_" + "f".repeat(64);
  }

  byte[] content() {
    return CONTENT.clone();
  }

  /// What stands for a parameter where the request is right; empty if anything does.
  String value(Operation operation, String parameter) {
    var path = operation.path();
    return switch (parameter) {
      case "experiment", "id" -> id(operation);
      case "task" -> lease(path).task().toString();
      case "token" -> Long.toString(lease(path).token());
      case "sha256" -> artifact.sha256();
      case "name" -> path.contains("workers") ? "worker-1" : "my-phone";
      default -> "";
    };
  }

  private String id(Operation operation) {
    var path = operation.path();
    if (path.contains("/tokens/")) {
      return token;
    }
    if (path.contains("/v1/trials/")) {
      return trial.toString();
    }
    if (operation.name().equals("POST /api/v1/experiments/{experiment}/trials")) {
      return training.toString();
    }
    boolean asks = operation.method().equals("GET") || path.endsWith("/ranking");
    return (asks || path.endsWith("/clone") ? finished : changed).toString();
  }

  private Lease lease(String path) {
    return Objects.requireNonNull(leases.get(kind(path)));
  }

  private static TaskKind kind(String path) {
    return path.endsWith("/progress") || path.endsWith("/checkpoint")
        ? TaskKind.TRAIN
        : path.endsWith("/model.onnx") ? TaskKind.MEASURE : TaskKind.EVALUATE;
  }

  /// Puts what there is into a body that is right but for it; and keeps the service from holding
  /// the answer back, or from taking on more work than is any use.
  void fit(Operation operation, JsonNode body) {
    switch (operation.name()) {
      case "POST /api/v1/leases" -> {
        if (body instanceof ObjectNode claim) {
          claim.put("waitSeconds", 0);
        }
      }
      case "POST /api/v1/leases/results" -> {
        if (!body.isEmpty() && body.get(0) instanceof ObjectNode report) {
          report.put("task", value(operation, "task"));
          report.put("token", lease(operation.path()).token());
        }
      }
      case "POST /api/v1/leases/{task}/checkpoint" -> {
        if (body instanceof ObjectNode checkpoint) {
          checkpoint.setAll((ObjectNode) Json.mapper().<JsonNode>valueToTree(artifact));
        }
      }
      case "PUT /api/v1/workers/{name}", "PUT /api/v1/devices/{name}" -> {
        if (body instanceof ObjectNode registration) {
          registration.put("name", value(operation, "name"));
        }
      }
      case "POST /api/v1/experiments", "POST /api/v1/experiments/{id}/clone" -> {
        if (body instanceof ObjectNode draft) {
          draft.put("parallelism", 1);
        }
      }
      default -> {}
    }
  }

  /// Has what a request that was taken used up or left behind be as before.
  void renew(Operation operation, LoadConnection.Answer answer) {
    switch (operation.name()) {
      case "POST /api/v1/experiments", "POST /api/v1/experiments/{id}/clone" -> {
        var id = UUID.fromString(Json.mapper().readTree(answer.body()).get("id").asString());
        if (client.experiments().get(id).state() == ExperimentState.RUNNING) {
          client.experiments().stop(id);
        }
        client.experiments().archive(id);
      }
      case "PATCH /api/v1/experiments/{id}", "POST /api/v1/experiments/{id}/stop" -> {
        if (client.experiments().get(changed).state() != ExperimentState.RUNNING) {
          changed = client.experiments().create(opaque(1)).id();
        }
      }
      case "POST /api/v1/leases" -> {
        Lease[] claimed = Json.mapper().readValue(answer.body(), Lease[].class);
        for (var lease : claimed) {
          client.leases().giveBack(lease);
        }
      }
      case "POST /api/v1/leases/{task}/result",
          "POST /api/v1/leases/results",
          "POST /api/v1/leases/{task}/give-back" ->
          claimAnew();
      case "DELETE /api/v1/tokens/{id}" ->
          token = client.tokens().create(request(Scope.VIEWER)).token().id();
      case "PUT /api/v1/workers/{name}" ->
          client.fleet().register(new WorkerRegistration(value(operation, "name"), 1));
      default -> {}
    }
  }

  private void claimAnew() {
    try {
      client.leases().heartbeat(lease(""));
    } catch (ApiException e) {
      leases.put(TaskKind.EVALUATE, claim(TaskKind.EVALUATE));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
