package dev.archway.cli.local;

import java.nio.file.Path;

/// Whether a PostgreSQL server runs over a home's data, told without touching either.
public sealed interface DatabaseState {

  record Stopped() implements DatabaseState {}

  record Running(long process) implements DatabaseState {}

  /// A process that may be the server cannot be looked at.
  ///
  /// @param why a sentence that names the process
  record Unclear(String why) implements DatabaseState {}

  static DatabaseState of(Path home) {
    return LocalDatabase.look(home.resolve(LocalDatabase.FOLDER));
  }
}
