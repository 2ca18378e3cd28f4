package dev.archway.searchapi.fuzz;

import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Values of the form that a schema asks for. What else is asked of them stands in no schema: most
/// are refused by a rule.
final class Samples {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 8;
  private static final List<String> WORDS =
      List.of("a", "cifar-10", "mobilenet-v2", "mnasnet-small", "simulated-device", "fuzz", "ü");
  private static final List<Integer> NUMBERS = List.of(0, 1, 2, 3, 7, 10, 32, 100);

  private final JsonNode schemas;

  /// @param document the whole description, in which schemas are named
  Samples(JsonNode document) {
    this.schemas = document.get("components").get("schemas");
  }

  JsonNode of(JsonNode schema, RandomGenerator random) {
    return of(schema, random, 0);
  }

  private JsonNode of(JsonNode schema, RandomGenerator random, int depth) {
    if (depth > DEEPEST) {
      return NODES.nullNode();
    }
    if (schema.has("$ref")) {
      var name = schema.get("$ref").asString();
      return of(schemas.get(name.substring(name.lastIndexOf('/') + 1)), random, depth);
    }
    for (var choice : List.of("oneOf", "anyOf")) {
      if (schema.has(choice)) {
        return of(one(schema.get(choice), random), random, depth + 1);
      }
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return one(schema.get("enum"), random);
    }
    return ofType(schema, random, depth);
  }

  private JsonNode ofType(JsonNode schema, RandomGenerator random, int depth) {
    return switch (schema.path("type").asString("any")) {
      case "object" -> object(schema, random, depth);
      case "array" -> {
        var array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(of(schema.get("items"), random, depth + 1));
        }
        yield array;
      }
      case "integer" -> NODES.numberNode(NUMBERS.get(random.nextInt(NUMBERS.size())));
      case "number" -> NODES.numberNode(random.nextDouble());
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "null" -> NODES.nullNode();
      default -> NODES.stringNode(text(schema.path("format").asString(""), random));
    };
  }

  private JsonNode object(JsonNode schema, RandomGenerator random, int depth) {
    var object = NODES.objectNode();
    var required = schema.path("required").values();
    for (var property : schema.path("properties").properties()) {
      boolean needed =
          required.stream().anyMatch(name -> name.asString().equals(property.getKey()));
      if (needed || random.nextInt(3) == 0) {
        object.set(property.getKey(), of(property.getValue(), random, depth + 1));
      }
    }
    var more = schema.path("additionalProperties");
    if (more.isObject()) {
      for (int i = random.nextInt(3); i > 0; i--) {
        object.set(WORDS.get(random.nextInt(WORDS.size())), of(more, random, depth + 1));
      }
    }
    return object;
  }

  private static String text(String format, RandomGenerator random) {
    return switch (format) {
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "date-time" -> "2030-01-01T00:00:00Z";
      // Nobody listens there.
      case "uri" -> "http://127.0.0.1:9/";
      default -> WORDS.get(random.nextInt(WORDS.size()));
    };
  }

  private static JsonNode one(JsonNode array, RandomGenerator random) {
    return array.get(random.nextInt(array.size()));
  }
}
