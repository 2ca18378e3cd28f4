package dev.archway.cli.network;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidTypeIdException;

/// What is wrong with JSON that somebody wrote, without a word about the program that reads it.
final class JsonFault {
  private JsonFault() {}

  /// The place in the file and the rule that is broken there: `normal.nodes[0].combination: A
  /// cell's combination is one of add, concatenate, but is 'plus'.`
  static String text(JacksonException e) {
    return e instanceof DatabindException fault
        ? path(fault.getPath()) + rule(fault)
        : "line %d, column %d is no valid JSON."
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static String rule(DatabindException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException rule && rule.getMessage() != null) {
        return rule.getMessage();
      }
    }
    if (fault instanceof InvalidTypeIdException type) {
      return type.getTypeId() == null
          ? "type is missing."
          : "type '%s' is unknown.".formatted(type.getTypeId());
    }
    return "a value is missing, unknown or of the wrong type.";
  }

  private static String path(List<JacksonException.Reference> steps) {
    var path = new StringBuilder();
    for (var step : steps) {
      if (step.getPropertyName() == null) {
        path.append("[").append(step.getIndex()).append("]");
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }
}
