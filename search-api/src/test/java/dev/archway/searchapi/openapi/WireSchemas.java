package dev.archway.searchapi.openapi;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.archway.core.page.Page;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON schemas of the wire's types, by the rules that the service's own mapper follows: a sealed
/// family is told apart by `type`, a component that is no Optional must be there, and an empty
/// Optional is `null`.
final class WireSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// A name in the JSON and what stands there.
  private record Property(String name, Type type, boolean readOnly) {
    boolean required() {
      return !readOnly && raw(type) != Optional.class;
    }
  }

  private final JsonMapper json;
  private final Map<String, ObjectNode> named = new TreeMap<>();

  WireSchemas(JsonMapper json) {
    this.json = json;
  }

  /// The types that were asked for, and those that they consist of, by their names.
  Map<String, ObjectNode> named() {
    return named;
  }

  /// Whether a type has a schema of its own.
  static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("dev.archway.");
  }

  ObjectNode of(Type type) {
    var raw = raw(type);
    var scalar = scalar(raw);
    if (scalar.isPresent()) {
      return scalar.get();
    }
    if (raw == Optional.class) {
      return nullable(of(argument(type, 0)));
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return node("type", "array").set("items", of(argument(type, 0)));
    }
    if (raw.isArray()) {
      return node("type", "array").set("items", of(raw.getComponentType()));
    }
    if (Map.class.isAssignableFrom(raw)) {
      return node("type", "object").set("additionalProperties", of(argument(type, 1)));
    }
    if (raw == Page.class) {
      return page(argument(type, 0));
    }
    if (isOurs(raw)) {
      return ours(raw);
    }
    return NODES.objectNode();
  }

  private static Optional<ObjectNode> scalar(Class<?> type) {
    return Optional.ofNullable(
        switch (type.getName()) {
          case "boolean", "java.lang.Boolean" -> node("type", "boolean");
          case "int", "java.lang.Integer" -> node("type", "integer").put("format", "int32");
          case "long", "java.lang.Long" -> node("type", "integer").put("format", "int64");
          case "double", "java.lang.Double" -> node("type", "number").put("format", "double");
          case "java.lang.String" -> node("type", "string");
          case "[B" -> node("type", "string").put("format", "binary");
          default -> formatted(type);
        });
  }

  private static @Nullable ObjectNode formatted(Class<?> type) {
    if (type == UUID.class) {
      return node("type", "string").put("format", "uuid");
    }
    if (type == Instant.class) {
      return node("type", "string").put("format", "date-time");
    }
    if (type == Duration.class) {
      return node("type", "string").put("format", "duration");
    }
    if (type == URI.class) {
      return node("type", "string").put("format", "uri");
    }
    if (type == BigInteger.class) {
      return node("type", "integer");
    }
    return type == BigDecimal.class ? node("type", "number") : null;
  }

  private static ObjectNode nullable(ObjectNode schema) {
    var any = NODES.objectNode();
    any.putArray("anyOf").add(schema).add(node("type", "null"));
    return any;
  }

  /// Pages of each kind of item have a schema of their own.
  private ObjectNode page(Type item) {
    var name = "PageOf" + name(raw(item));
    if (!named.containsKey(name)) {
      var properties = NODES.objectNode();
      properties.set("items", node("type", "array").set("items", of(item)));
      properties.set("next", nullable(node("type", "string")));
      var schema = node("type", "object");
      schema.putArray("required").add("items");
      named.put(name, schema.set("properties", properties));
    }
    return node("$ref", "#/components/schemas/" + name);
  }

  private ObjectNode ours(Class<?> type) {
    var value = value(type);
    if (value.isPresent() && !type.isEnum()) {
      return of(value.get().getGenericReturnType());
    }
    var name = name(type);
    if (!named.containsKey(name)) {
      var schema = NODES.objectNode();
      named.put(name, schema);
      fill(schema, type);
    }
    return node("$ref", "#/components/schemas/" + name);
  }

  private void fill(ObjectNode schema, Class<?> type) {
    var alternatives = alternatives(type);
    if (type.isEnum()) {
      schema.put("type", "string");
      var values = schema.putArray("enum");
      Arrays.stream(type.getEnumConstants()).map(json::<JsonNode>valueToTree).forEach(values::add);
    } else if (type.isSealed() && typeInfo(type).isPresent()) {
      family(schema, type, typeInfo(type).get());
    } else if (alternatives.isEmpty()) {
      object(schema, type);
    } else {
      var any = schema.putArray("anyOf");
      alternatives.forEach(alternative -> any.add(of(alternative)));
      if (!type.isInterface()) {
        any.add(object(NODES.objectNode(), type));
      }
    }
  }

  /// What else than an object a type is read from.
  private static List<Type> alternatives(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.isAnnotationPresent(JsonCreator.class))
        .filter(method -> method.getParameterCount() == 1)
        .map(method -> method.getGenericParameterTypes()[0])
        .sorted(Comparator.comparing(Type::getTypeName))
        .toList();
  }

  private void family(ObjectNode schema, Class<?> type, JsonTypeInfo info) {
    var one = schema.putArray("oneOf");
    var mapping = NODES.objectNode();
    for (var member : members(type)) {
      var reference = ours(member);
      one.add(reference);
      mapping.set(typeName(member), reference.get("$ref"));
    }
    schema.putObject("discriminator").put("propertyName", info.property()).set("mapping", mapping);
  }

  private static List<Class<?>> members(Class<?> type) {
    return Arrays.stream(type.getPermittedSubclasses())
        .flatMap(member -> member.isSealed() ? members(member).stream() : Stream.of(member))
        .toList();
  }

  private ObjectNode object(ObjectNode schema, Class<?> type) {
    schema.put("type", "object");
    var properties = NODES.objectNode();
    var required = new ArrayList<String>();
    typeInfo(type)
        .ifPresent(info -> {
          properties.set(info.property(), node("type", "string").put("const", typeName(type)));
          required.add(info.property());
        });
    for (var property : properties(type)) {
      var of = of(property.type());
      properties.set(
          property.name(), property.readOnly() && !of.has("$ref") ? of.put("readOnly", true) : of);
      if (property.required()) {
        required.add(property.name());
      }
    }
    if (!required.isEmpty()) {
      var names = schema.putArray("required");
      required.forEach(names::add);
    }
    return schema.set("properties", properties);
  }

  private static List<Property> properties(Class<?> type) {
    var found = new LinkedHashMap<String, Property>();
    if (type.isRecord()) {
      for (var component : type.getRecordComponents()) {
        found.put(
            component.getName(),
            new Property(component.getName(), component.getGenericType(), false));
      }
    } else {
      creator(type)
          .ifPresent(creator -> {
            for (var parameter : creator.getParameters()) {
              var name =
                  Objects.requireNonNull(
                          parameter.getAnnotation(JsonProperty.class), type.getName())
                      .value();
              found.put(name, new Property(name, parameter.getParameterizedType(), false));
            }
          });
    }
    for (var method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(JsonProperty.class) && method.getParameterCount() == 0) {
        found.putIfAbsent(
            method.getName(), new Property(method.getName(), method.getGenericReturnType(), true));
      }
    }
    return List.copyOf(found.values());
  }

  private static Optional<Constructor<?>> creator(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors())
        .filter(constructor -> constructor.isAnnotationPresent(JsonCreator.class))
        .findFirst();
  }

  private static Optional<Method> value(Class<?> type) {
    return Stream.concat(Stream.of(type), Arrays.stream(type.getInterfaces()))
        .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(JsonValue.class))
        .findFirst();
  }

  private static Optional<JsonTypeInfo> typeInfo(Class<?> type) {
    var own = type.getAnnotation(JsonTypeInfo.class);
    return own != null
        ? Optional.of(own)
        : Arrays.stream(type.getInterfaces())
            .flatMap(parent -> typeInfo(parent).stream())
            .findFirst();
  }

  private static String typeName(Class<?> type) {
    var name = type.getAnnotation(JsonTypeName.class);
    if (name == null) {
      throw new IllegalStateException(type.getName() + " has no @JsonTypeName.");
    }
    return name.value();
  }

  /// A nested type's name begins with those that it lies in.
  private static String name(Class<?> type) {
    var outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : name(outer) + type.getSimpleName();
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType parameterized -> raw(parameterized.getRawType());
      default -> Object.class;
    };
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType parameterized
        ? parameterized.getActualTypeArguments()[index]
        : Object.class;
  }

  private static ObjectNode node(String name, String value) {
    return NODES.objectNode().put(name, value);
  }
}
