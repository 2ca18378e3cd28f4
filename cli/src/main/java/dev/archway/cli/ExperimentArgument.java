package dev.archway.cli;

import dev.archway.cli.experiment.ExperimentName;
import dev.archway.client.ArchwayClient;
import java.util.UUID;
import picocli.CommandLine.Parameters;

/// The argument of all commands that are about one experiment.
final class ExperimentArgument {
  @Parameters(
      index = "0",
      paramLabel = "EXPERIMENT",
      description = "Its id, the beginning of its id that no other has, or its name.")
  private String text = "";

  UUID in(ArchwayClient client) {
    return new ExperimentName(text).in(client);
  }
}
