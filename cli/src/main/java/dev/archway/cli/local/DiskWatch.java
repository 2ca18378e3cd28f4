package dev.archway.cli.local;

import dev.archway.cli.terminal.Notes;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// Tells a person when the disk of the home is full and when it is no longer. All programs wait
/// meanwhile and go on by themselves, which would look as if they hung.
final class DiskWatch {
  private static final long MEBIBYTE = 1L << 20;

  /// PostgreSQL and the artifacts ask for some at a time, so it is full before nothing is left.
  private static final long FULL = 32 * MEBIBYTE;

  private static final long ENOUGH = 2 * FULL;

  private final String home;
  private final LongSupplier freeBytes;
  private final Notes notes;
  private boolean full;

  /// @param home as a person knows it
  DiskWatch(String home, LongSupplier freeBytes, Notes notes) {
    this.home = home;
    this.freeBytes = freeBytes;
    this.notes = notes;
  }

  /// Whether too little is free under `folder` for PostgreSQL to run.
  static boolean full(Path folder) {
    return folder.toFile().getUsableSpace() < FULL;
  }

  /// Looks once; only changes are told.
  void look() {
    long free = freeBytes.getAsLong();
    if (!full && free < FULL) {
      full = true;
      notes.note(
          "The disk is full: %d MiB are free under %s. All waits; free some space, and it goes on."
              .formatted(free / MEBIBYTE, home));
    } else if (full && free >= ENOUGH) {
      full = false;
      notes.note("There is space under %s again, and all goes on.".formatted(home));
    }
  }
}
