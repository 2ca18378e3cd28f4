package dev.archway.core.network;

/// A graph that cannot be: the message names the node, the values and the rule they break.
public final class InvalidNetworkException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidNetworkException(String message) {
    super(message);
  }
}
