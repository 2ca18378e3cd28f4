package dev.archway.searchapi.openapi;

import dev.archway.searchapi.problem.ProblemType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The API's description: which addresses there are and what they take and give comes from
/// springdoc, the schemas from [WireSchemas], and the words from [Operations].
final class Description {
  private static final String JSON = "application/json";
  private static final String BYTES = "application/octet-stream";
  private static final String PROBLEM = "#/components/responses/Problem";

  private final JsonMapper json;
  private final WireSchemas schemas;
  private final TreeSet<String> tags = new TreeSet<>();

  Description(JsonMapper json, WireSchemas schemas) {
    this.json = json;
    this.schemas = schemas;
  }

  /// @param generated springdoc's document
  ObjectNode of(JsonNode generated) {
    var paths = json.createObjectNode();
    generated.get("paths").properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(path -> paths.set(path.getKey(), methods(path.getKey(), path.getValue())));
    var document = json.createObjectNode().put("openapi", "3.1.0");
    document.set("info", info());
    document.putArray("servers").addObject().put("url", "/");
    // A service that answers its own machine only asks for no token.
    var security = document.putArray("security");
    security.addObject().putArray("token");
    security.addObject();
    var named = document.putArray("tags");
    tags.forEach(tag -> named.addObject().put("name", tag).put("description", "/api/v1/" + tag));
    document.set("paths", paths);
    document.set("components", components());
    return document;
  }

  private ObjectNode info() {
    var info =
        json.createObjectNode()
            .put("title", "Archway")
            .put("version", "1")
            .put(
                "description",
                "Finds the most accurate image network that runs in T milliseconds on your device.");
    info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
    return info;
  }

  private ObjectNode methods(String path, JsonNode generated) {
    var methods = json.createObjectNode();
    generated.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(method ->
            methods.set(method.getKey(), operation(method.getKey(), path, method.getValue())));
    return methods;
  }

  private ObjectNode operation(String method, String path, JsonNode generated) {
    var text = Operations.of(method.toUpperCase(Locale.ROOT) + " " + path);
    var tag = path.split("/")[3];
    tags.add(tag);
    var operation = json.createObjectNode();
    operation.putArray("tags").add(tag);
    operation.put("operationId", identifier(method, path)).put("summary", text.summary());
    parameters(generated).ifPresent(parameters -> operation.set("parameters", parameters));
    body(generated, path, text).ifPresent(body -> operation.set("requestBody", body));
    var responses = operation.putObject("responses");
    success(generated, text, responses);
    responses.putObject("4XX").put("$ref", PROBLEM);
    responses.putObject("5XX").put("$ref", PROBLEM);
    return operation;
  }

  /// A header `Content-Type` is none by OpenAPI's rules: the body's media types say it.
  private Optional<ArrayNode> parameters(JsonNode generated) {
    var parameters = json.createArrayNode();
    generated.path("parameters").values().stream()
        .filter(parameter -> !parameter.get("name").asString().equals("Content-Type"))
        .forEach(parameters::add);
    return Optional.of(parameters).filter(some -> !some.isEmpty());
  }

  /// `POST /api/v1/leases/{task}/give-back` is `postLeasesTaskGiveBack`.
  private static String identifier(String method, String path) {
    return method
        + Arrays.stream(path.substring("/api/v1/".length()).split("[^A-Za-z0-9]+"))
            .filter(word -> !word.isEmpty())
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }

  private Optional<ObjectNode> body(JsonNode generated, String path, Operations.Text text) {
    if (path.startsWith("/api/v1/artifacts/") && !generated.has("requestBody")) {
      return generated.at("/responses/204").isMissingNode() ? Optional.empty() : Optional.of(raw());
    }
    if (!generated.has("requestBody")) {
      return Optional.empty();
    }
    if (text.examples().isEmpty()) {
      throw new AssertionError("'%s' has no example of a body.".formatted(text.summary()));
    }
    var body =
        json.createObjectNode()
            .put("required", generated.at("/requestBody/required").asBoolean(true));
    var content = contents(generated.at("/requestBody/content"));
    content.values().forEach(Description::describe);
    body.set("content", content);
    var examples = ((ObjectNode) content.get(JSON)).putObject("examples");
    text.examples()
        .forEach((name, example) ->
            examples.putObject(name).set("value", json.<JsonNode>valueToTree(example)));
    return Optional.of(body);
  }

  /// What the code takes as bytes and reads itself is an experiment of which parts may lack.
  private static void describe(JsonNode content) {
    if (content.at("/schema/format").asString("").equals("binary")) {
      ((ObjectNode) content)
          .putObject("schema")
          .put("type", "object")
          .put(
              "description",
              "An ExperimentSpec, of which what is left out is filled in or stays as it is");
    }
  }

  /// A request that is read as a stream.
  private ObjectNode raw() {
    var body = json.createObjectNode().put("required", true);
    body.putObject("content").putObject(BYTES).set("schema", binary());
    return body;
  }

  private void success(JsonNode generated, Operations.Text text, ObjectNode responses) {
    var answer =
        generated.get("responses").properties().stream()
            .filter(response -> response.getKey().startsWith("2"))
            .min(Map.Entry.comparingByKey(Comparator.naturalOrder()))
            .orElseThrow();
    int status = text.success() == 0 ? Integer.parseInt(answer.getKey()) : text.success();
    var response =
        responses
            .putObject(Integer.toString(status))
            .put("description", HttpStatus.valueOf(status).getReasonPhrase());
    if (answer.getValue().has("content")) {
      response.set("content", contents(answer.getValue().get("content")));
    }
  }

  /// What the code does not name a media type for is JSON.
  private ObjectNode contents(JsonNode generated) {
    var contents = json.createObjectNode();
    for (var content : generated.properties()) {
      var schema = content.getValue().get("schema");
      boolean bytes = schema.path("format").asString("").equals("byte");
      contents
          .putObject(content.getKey().equals("*/*") ? any(schema) : content.getKey())
          .set("schema", bytes ? binary() : schema);
    }
    return contents;
  }

  private static String any(JsonNode schema) {
    return schema.path("format").asString("").equals("binary") ? BYTES : JSON;
  }

  private ObjectNode binary() {
    return json.createObjectNode().put("type", "string").put("format", "binary");
  }

  private ObjectNode components() {
    var components = json.createObjectNode();
    var all = components.putObject("schemas");
    schemas.named().forEach(all::set);
    all.set("Problem", problem());
    var response =
        components
            .putObject("responses")
            .putObject("Problem")
            .put("description", "The request was refused, or could not be answered");
    response
        .putObject("content")
        .putObject("application/problem+json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/Problem");
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    return components;
  }

  private ObjectNode problem() {
    var types =
        Arrays.stream(ProblemType.values())
            .map(type -> "`" + type.detail("").getType() + "`")
            .collect(Collectors.joining(", "));
    var problem = json.createObjectNode().put("type", "object");
    problem.putArray("required").add("type").add("title").add("status").add("detail");
    var properties = problem.putObject("properties");
    properties
        .putObject("type")
        .put("type", "string")
        .put("format", "uri")
        .put("description", "One of " + types + "; treat others by their status");
    properties.putObject("title").put("type", "string");
    properties.putObject("status").put("type", "integer");
    properties.putObject("detail").put("type", "string");
    properties.putObject("instance").put("type", "string").put("format", "uri-reference");
    return problem;
  }
}
