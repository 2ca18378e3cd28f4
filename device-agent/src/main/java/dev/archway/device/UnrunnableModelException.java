package dev.archway.device;

/// The runtime of this device cannot load or run a model, however often it is tried.
final class UnrunnableModelException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String reason;

  UnrunnableModelException(String reason) {
    super(reason);
    this.reason = reason;
  }

  UnrunnableModelException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /// Why, in a sentence for whoever proposed the network.
  String reason() {
    return reason;
  }
}
