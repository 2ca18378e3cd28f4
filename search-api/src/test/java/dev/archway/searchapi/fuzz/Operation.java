package dev.archway.searchapi.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One operation of docs/openapi.json.
///
/// @param bodies by their media types
record Operation(String method, String path, List<Parameter> parameters, Map<String, Body> bodies) {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /// @param in `path`, `query` or `header`
  record Parameter(String name, String in, boolean required, JsonNode schema) {}

  /// @param examples bodies that are taken
  record Body(JsonNode schema, List<JsonNode> examples) {}

  /// All of a description.
  static List<Operation> all(JsonNode document) {
    var all = new ArrayList<Operation>();
    for (var path : document.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        all.add(of(operation.getKey(), path.getKey(), operation.getValue()));
      }
    }
    return List.copyOf(all);
  }

  private static Operation of(String method, String path, JsonNode described) {
    var parameters = new ArrayList<Parameter>();
    for (var parameter : described.path("parameters")) {
      parameters.add(
          new Parameter(
              parameter.get("name").asString(),
              parameter.get("in").asString(),
              parameter.path("required").asBoolean(),
              parameter.get("schema")));
    }
    var bodies = new LinkedHashMap<String, Body>();
    for (var content : described.path("requestBody").path("content").properties()) {
      var examples =
          content.getValue().path("examples").values().stream()
              .map(example -> example.get("value"))
              .toList();
      bodies.put(content.getKey(), new Body(content.getValue().get("schema"), examples));
    }
    return new Operation(method.toUpperCase(Locale.ROOT), path, List.copyOf(parameters), bodies);
  }

  String name() {
    return method + " " + path;
  }

  /// Whether a call with this method may change anything, whatever comes of it.
  static boolean safe(String method) {
    return SAFE.contains(method);
  }

  List<Parameter> in(String place) {
    return parameters.stream().filter(parameter -> parameter.in().equals(place)).toList();
  }
}
