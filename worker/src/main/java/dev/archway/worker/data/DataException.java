package dev.archway.worker.data;

/// Images that cannot be used. The message names the file or folder, what was expected and what was
/// found.
public final class DataException extends Exception {
  private static final long serialVersionUID = 1L;

  /// Why they cannot be used.
  public enum Reason {
    /// Nobody said where they are, and they could not be fetched: another data set may do instead.
    NOWHERE,
    /// The folder that was named does not hold them.
    MISSING,
    /// They are there, but not whole.
    DAMAGED
  }

  private final Reason reason;

  DataException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  DataException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
