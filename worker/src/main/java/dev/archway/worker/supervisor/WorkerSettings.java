package dev.archway.worker.supervisor;

import java.nio.file.Path;
import java.util.Optional;

/// What a worker is started with.
///
/// @param slots trainings at the same time, one thread each
/// @param data the folder of the images, if one was named
/// @param work where slots leave their files
record WorkerSettings(String name, int slots, Optional<Path> data, Path work) {
  /// What a slot may need: the native library and the activations of a large batch.
  private static final long BYTES_PER_SLOT = 1_500_000_000L;

  WorkerSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A worker has a name, but this one is blank.");
    }
    if (slots < 1 || slots > 1024) {
      throw new IllegalArgumentException("A worker has 1..1024 slots, but has " + slots + ".");
    }
  }

  /// A slot per core, as far as the memory goes.
  static int slotsFor(int cores, long memoryBytes) {
    return Math.clamp(memoryBytes / BYTES_PER_SLOT, 1, Math.max(1, cores));
  }
}
