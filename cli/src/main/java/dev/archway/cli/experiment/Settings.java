package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Settings as people give them one by one: `budget.trials=200`, each value in YAML.
public final class Settings {
  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private final Map<String, @Nullable Object> tree = new LinkedHashMap<>();

  /// Adds one, if it is given.
  public Settings with(String path, Optional<?> value) {
    value.ifPresent(given -> put(tree, path, path, given));
    return this;
  }

  /// Adds some as they were written; `null` takes a setting away.
  public Settings with(Map<String, String> written) {
    written.forEach((path, value) -> put(tree, path, path, value(path, value)));
    return this;
  }

  private static @Nullable Object value(String path, String text) {
    try {
      return text.isEmpty() ? "" : YAML.readValue(text, Object.class);
    } catch (JacksonException e) {
      throw new Refusal("The value of %s is no YAML: '%s'.".formatted(path, text), e);
    }
  }

  @SuppressWarnings("unchecked") // Whatever map is in the tree was put there below.
  private static void put(
      Map<String, @Nullable Object> tree, String path, String whole, @Nullable Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      tree.put(path, value);
      return;
    }
    var below = tree.computeIfAbsent(path.substring(0, dot), _ -> new LinkedHashMap<>());
    if (!(below instanceof Map<?, ?>)) {
      throw new Refusal("%s is set below a value that is set itself.".formatted(whole));
    }
    put((Map<String, @Nullable Object>) below, path.substring(dot + 1), whole, value);
  }

  /// The settings as a tree, such as a merge patch is.
  public Map<String, ?> tree() {
    return tree;
  }
}
