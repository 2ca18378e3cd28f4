package dev.archway.cli;

import dev.archway.client.TrialFilter;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which trials a command is about.
final class TrialOptions {
  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "Only those that are queued, running, completed, infeasible, failed, cancelled or"
              + " repeated.")
  private Optional<TrialState> state = Optional.empty();

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description = "Only those of the controller, control, baseline or user.")
  private Optional<TrialOrigin> origin = Optional.empty();

  TrialFilter filter() {
    return new TrialFilter(state, origin);
  }
}
