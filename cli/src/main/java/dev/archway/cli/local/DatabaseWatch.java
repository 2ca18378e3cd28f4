package dev.archway.cli.local;

import dev.archway.cli.terminal.Notes;
import java.util.function.BooleanSupplier;

/// Tells a person when PostgreSQL runs but does not answer, as one that was stopped or whose disk
/// hangs, and when it does again. All programs wait meanwhile and go on by themselves, which would
/// look as if they hung.
final class DatabaseWatch {
  private final BooleanSupplier hangs;
  private final Notes notes;
  private boolean silent;

  /// @param hangs whether the server runs and does not answer
  DatabaseWatch(BooleanSupplier hangs, Notes notes) {
    this.hangs = hangs;
    this.notes = notes;
  }

  /// Looks once; only changes are told.
  void look() {
    boolean hanging = hangs.getAsBoolean();
    if (!silent && hanging) {
      notes.note(
          "PostgreSQL runs but does not answer. All waits for it, and goes on when it does.");
    } else if (silent && !hanging) {
      notes.note("PostgreSQL answers again, and all goes on.");
    }
    silent = hanging;
  }
}
