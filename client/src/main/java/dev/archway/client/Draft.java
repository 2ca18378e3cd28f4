package dev.archway.client;

/// An experiment as people write it: a part of one; what is left out is filled in by the service.
public record Draft(String text, Form form) {

  /// How it is written.
  public enum Form {
    YAML,
    JSON;

    private String mediaType() {
      return switch (this) {
        case YAML -> "application/yaml";
        case JSON -> "application/json";
      };
    }
  }

  public static Draft yaml(String text) {
    return new Draft(text, Form.YAML);
  }

  public static Draft json(String text) {
    return new Draft(text, Form.JSON);
  }

  String mediaType() {
    return form.mediaType();
  }
}
