package dev.archway.cli.local;

import java.nio.file.Path;

/// What can be told of a home without making, taking or changing anything in it.
public sealed interface HomeState {

  /// It is not there, and the first start can make it.
  record Missing() implements HomeState {}

  /// It can be taken.
  record Free() implements HomeState {}

  /// Another launcher holds it.
  ///
  /// @param process the holder's process id, as the lock file has it
  record InUse(String process) implements HomeState {}

  /// It cannot be taken.
  ///
  /// @param reason a clause such as "permission denied"
  record Unusable(String reason) implements HomeState {}

  static HomeState of(Path folder) {
    return Home.look(folder);
  }
}
