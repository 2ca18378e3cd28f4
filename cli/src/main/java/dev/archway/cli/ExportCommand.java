package dev.archway.cli;

import dev.archway.cli.experiment.Export;
import dev.archway.client.ExportFormat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `archway experiment export`: all trials for a spreadsheet or a program.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes all trials of an experiment as CSV or JSON.")
final class ExportCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ExperimentArgument experiment = new ExperimentArgument();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv or json. Default: csv")
  private ExportFormat format = ExportFormat.CSV;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Where to. It appears whole or not at all. Default: the standard output")
  private Optional<Path> file = Optional.empty();

  @Mixin private TrialOptions which = new TrialOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var client = server.connect()) {
      var export = new Export(client, experiment.in(client), format, which.filter());
      if (file.isPresent()) {
        export.into(file.get());
        session.line().note("The trials are in " + file.get() + ".");
      } else {
        export.into(session.out());
      }
    }
    return 0;
  }
}
