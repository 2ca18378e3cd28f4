package dev.archway.cli;

import dev.archway.cli.experiment.ParetoTable;
import dev.archway.cli.network.Output;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `archway experiment pareto`: the best trade-offs.
@Command(
    name = "pareto",
    mixinStandardHelpOptions = true,
    description = "Shows the trials that no other beats in accuracy and in all of some costs.")
final class ParetoCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ExperimentArgument experiment = new ExperimentArgument();

  @Option(
      names = "--cost",
      paramLabel = "COST",
      description =
          "latencyMillis, multiplyAdds, parameters or any other; may be given several times."
              + " Default: those of the objective")
  private List<String> costs = List.of();

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private Output output = new Output();

  ParetoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var client = server.connect()) {
      var front = client.experiments().pareto(experiment.in(client), costs.toArray(String[]::new));
      output.print(session.out(), front, ParetoTable.text(front));
    }
    return 0;
  }
}
