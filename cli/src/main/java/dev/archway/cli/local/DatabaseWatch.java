package dev.archway.cli.local;

import dev.archway.cli.terminal.Notes;
import java.util.function.Supplier;

/// Tells a person when PostgreSQL runs but does not answer, as one that was stopped or whose disk
/// hangs, and when it does again. All programs wait meanwhile and go on by themselves, which would
/// look as if they hung.
final class DatabaseWatch {
  /// What came of trying to get in.
  enum Answer {
    /// The server lets in.
    LETS_IN,
    /// The server takes the call and says nothing.
    SILENT,
    /// Nobody answers, or someone who is not ready: whoever keeps the server says what is the
    /// matter.
    AWAY
  }

  private final Supplier<Answer> ask;
  private final Notes notes;
  private boolean silent;

  DatabaseWatch(Supplier<Answer> ask, Notes notes) {
    this.ask = ask;
    this.notes = notes;
  }

  /// Looks once; only changes are told.
  void look() {
    switch (ask.get()) {
      case SILENT -> {
        if (!silent) {
          notes.note(
              "PostgreSQL runs but does not answer. All waits for it, and goes on when it does.");
        }
        silent = true;
      }
      case LETS_IN -> {
        if (silent) {
          notes.note("PostgreSQL answers again, and all goes on.");
        }
        silent = false;
      }
      case AWAY -> silent = false;
    }
  }
}
