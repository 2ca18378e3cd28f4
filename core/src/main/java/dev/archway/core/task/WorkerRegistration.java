package dev.archway.core.task;

/// A worker says that it is there; repeated with every start, known by its name.
public record WorkerRegistration(String name, int slots) {
  public WorkerRegistration {
    if (name.isBlank() || slots < 1 || slots > 1024) {
      throw new IllegalArgumentException(
          "A worker has a name and 1..1024 slots, but has '%s' and %d.".formatted(name, slots));
    }
  }
}
