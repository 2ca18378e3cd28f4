package dev.archway.cli.doctor;

import dev.archway.cli.local.HomeState;
import java.nio.file.Path;

/// The folder in which everything is kept.
record HomeCheck(Path home, HomeState state) implements Check {
  private static final String SUBJECT = "home";

  @Override
  public Verdict verdict() {
    return switch (state) {
      case HomeState.Missing _ ->
          Verdict.ok(SUBJECT, home + " is not there yet; the first start makes it");
      case HomeState.Free _ -> Verdict.ok(SUBJECT, home + " can be written to");
      case HomeState.InUse(var process) ->
          Verdict.ok(
              SUBJECT,
              "%s is in use by another Archway, process %s; for one more choose another with --home"
                  .formatted(home, process));
      case HomeState.Unusable(var reason) ->
          Verdict.failure(
              SUBJECT, "%s cannot be used: %s; choose another with --home".formatted(home, reason));
    };
  }
}
