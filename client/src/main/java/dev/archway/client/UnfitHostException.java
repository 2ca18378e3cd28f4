package dev.archway.client;

/// This host cannot do any task for now, as when its disk is full; the task at hand is not to
/// blame. It is given back, which costs it no attempt.
public final class UnfitHostException extends Exception {
  private static final long serialVersionUID = 1;

  /// @param reason a sentence for the log
  public UnfitHostException(String reason) {
    super(reason);
  }

  /// @param reason a sentence for the log
  public UnfitHostException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
