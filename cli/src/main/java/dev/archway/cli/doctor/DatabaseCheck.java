package dev.archway.cli.doctor;

import dev.archway.cli.local.DatabaseState;
import dev.archway.cli.local.HomeState;

/// Whether the PostgreSQL of the home runs though no launcher holds the home.
record DatabaseCheck(HomeState home, DatabaseState database) implements Check {
  private static final String SUBJECT = "PostgreSQL";

  @Override
  public Verdict verdict() {
    if (home instanceof HomeState.InUse) {
      return Verdict.ok(SUBJECT, "is left to the Archway that uses the home");
    }
    return switch (database) {
      case DatabaseState.Stopped _ -> Verdict.ok(SUBJECT, "none has outlived its launcher");
      case DatabaseState.Running(var process) ->
          Verdict.warning(
              SUBJECT,
              "process %d has outlived its launcher; the next start stops it".formatted(process));
      case DatabaseState.Unclear(var why) -> Verdict.failure(SUBJECT, why);
    };
  }
}
