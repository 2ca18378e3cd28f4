package dev.archway.worker.supervisor;

/// A slot's process is gone, killed or crashed, with what it was doing.
final class SlotEndedException extends Exception {
  private static final long serialVersionUID = 1L;

  SlotEndedException(String message) {
    super(message);
  }
}
