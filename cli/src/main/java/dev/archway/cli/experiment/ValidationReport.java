package dev.archway.cli.experiment;

import dev.archway.client.Json;
import dev.archway.core.experiment.Fault;
import dev.archway.core.experiment.Validation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// What would come of a draft: all that is wrong with it, or the whole experiment.
public final class ValidationReport {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private ValidationReport() {}

  public static String text(Validation validation) {
    return validation.faults().isEmpty() ? sound(validation) : faults(validation.faults());
  }

  /// Faults with their places, one a line.
  public static String faults(List<Fault> faults) {
    return faults.stream()
        .map(fault ->
            fault.path().isEmpty()
                ? "  " + fault.message() + "\n"
                : "  " + fault.path() + ": " + fault.message() + "\n")
        .collect(Collectors.joining());
  }

  private static String sound(Validation validation) {
    return validation.spec().map(spec -> yaml(Json.mapper().valueToTree(spec))).orElse("")
        + "\n# "
        + validation
            .estimatedHours()
            .map(hours ->
                String.format(
                    Locale.ROOT, "About %.1f hours at the speed of the latest trainings.", hours))
            .orElse("Nothing like it was measured yet, so nobody knows how long it would take.")
        + "\n";
  }

  private static String yaml(JsonNode spec) {
    if (spec instanceof ObjectNode fields) {
      // Written for older programs only.
      fields.remove("trials");
    }
    return YAML.writeValueAsString(withoutNothing(spec));
  }

  /// What is absent need not be read.
  private static JsonNode withoutNothing(JsonNode node) {
    if (node instanceof ObjectNode fields) {
      fields.propertyNames().stream()
          .filter(name -> fields.get(name).isNull())
          .toList()
          .forEach(fields::remove);
    }
    node.forEach(ValidationReport::withoutNothing);
    return node;
  }
}
