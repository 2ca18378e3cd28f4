package dev.archway.core.definition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The named values of one part of a definition, and where it stands. What is at fault is noted
/// with its path, a valid value stands in for it, and reading goes on.
public final class Fields {
  private final String path;
  private final Map<?, ?> values;
  private final List<String> faults;
  private final Set<String> known = new LinkedHashSet<>();

  private Fields(String path, Map<?, ?> values, List<String> faults) {
    this.path = path;
    this.values = values;
    this.faults = faults;
  }

  /// Reads a tree of maps, lists, texts, numbers and flags, as a parser of YAML or JSON gives it.
  ///
  /// @param reading reads all fields first, and gives what to build of them if none was at fault
  /// @throws InvalidDefinitionException something is at fault
  public static <T> T read(@Nullable Object tree, Function<Fields, Supplier<T>> reading) {
    var faults = new ArrayList<String>();
    var root = new Fields("", map("", tree, faults), faults);
    var build = faults.isEmpty() ? reading.apply(root) : null;
    if (build == null || !faults.isEmpty()) {
      throw new InvalidDefinitionException(faults);
    }
    try {
      return build.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static Map<?, ?> map(String path, @Nullable Object tree, List<String> faults) {
    if (tree instanceof Map<?, ?> map) {
      return map;
    }
    faults.add(
        (path.isEmpty() ? "The definition" : path)
            + " must be names with values, but is "
            + shown(tree)
            + ".");
    return Map.of();
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "empty" : value instanceof String s ? "'" + s + "'" : value.toString();
  }

  /// A value that must be there.
  public <T> T one(String name, Value<T> kind) {
    var written = asked(name);
    if (written == null) {
      return missing(name, kind.standIn());
    }
    return parsed(at(name), written, kind);
  }

  /// A value that may be left out.
  public <T> T one(String name, Value<T> kind, T otherwise) {
    var written = asked(name);
    return written == null ? otherwise : parsed(at(name), written, kind);
  }

  /// A value that says which others there are. If it is at fault, reading ends with what was found
  /// so far: of the others none could be told right from wrong.
  ///
  /// @throws InvalidDefinitionException it is at fault
  public <T> T deciding(String name, Value<T> kind) {
    int found = faults.size();
    var value = one(name, kind);
    if (faults.size() > found) {
      throw new InvalidDefinitionException(faults);
    }
    return value;
  }

  /// One value, or a list of different ones.
  public <T> List<T> oneOrMore(String name, Value<T> kind) {
    var written = asked(name);
    if (written == null) {
      return List.of(missing(name, kind.standIn()));
    }
    if (!(written instanceof List<?> list)) {
      return List.of(parsed(at(name), written, kind));
    }
    if (list.isEmpty()) {
      faults.add(at(name) + " must have a value, but is an empty list.");
      return List.of(kind.standIn());
    }
    refuseEqual(name, list, kind);
    return IntStream.range(0, list.size())
        .mapToObj(i -> parsed(at(name) + "[" + i + "]", list.get(i), kind))
        .toList();
  }

  /// Notes values that are read as the same, however they were written, such as 1 and "1".
  private void refuseEqual(String name, List<?> list, Value<?> kind) {
    var parsed =
        list.stream()
            .filter(Objects::nonNull)
            .flatMap(value -> kind.parse().apply(value).stream())
            .toList();
    if (parsed.stream().distinct().count() < parsed.size()) {
      faults.add(at(name) + " must have different values, but is " + list + ".");
    }
  }

  /// One value or a list, or what stands where there is none.
  public <T> List<T> oneOrMore(String name, Value<T> kind, List<T> otherwise) {
    return asked(name) == null ? otherwise : oneOrMore(name, kind);
  }

  /// A part with fields of its own.
  public Fields part(String name) {
    var written = asked(name);
    return written == null
        ? missing(name, new Fields(at(name), Map.of(), new ArrayList<>()))
        : new Fields(at(name), map(at(name), written, faults), faults);
  }

  /// A list of parts with fields of their own.
  public List<Fields> parts(String name) {
    var written = asked(name);
    if (written == null) {
      return missing(name, List.of());
    }
    if (!(written instanceof List<?> list) || list.isEmpty()) {
      faults.add(at(name) + " must be a list, but is " + shown(written) + ".");
      return List.of();
    }
    var parts = new ArrayList<Fields>();
    for (int i = 0; i < list.size(); i++) {
      var here = at(name) + "[" + i + "]";
      parts.add(new Fields(here, map(here, list.get(i), faults), faults));
    }
    return parts;
  }

  /// Notes names that nobody asked for: most of them are misspelt.
  public void refuseOthers() {
    for (var name : values.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        faults.add(
            at(String.valueOf(name)) + " is unknown; known are " + String.join(", ", known) + ".");
      }
    }
  }

  private @Nullable Object asked(String name) {
    known.add(name);
    return values.get(name);
  }

  private <T> T missing(String name, T standIn) {
    faults.add(at(name) + " is missing.");
    return standIn;
  }

  private <T> T parsed(String at, @Nullable Object written, Value<T> kind) {
    var value = written == null ? null : kind.parse().apply(written).orElse(null);
    if (value == null) {
      faults.add(at + " must be " + kind.rule() + ", but is " + shown(written) + ".");
      return kind.standIn();
    }
    return value;
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
