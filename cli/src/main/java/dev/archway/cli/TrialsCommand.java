package dev.archway.cli;

import dev.archway.cli.experiment.TrialTable;
import dev.archway.cli.network.Output;
import dev.archway.client.TrialOrder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `archway experiment trials`: what an experiment has tried.
@Command(
    name = "trials",
    mixinStandardHelpOptions = true,
    description = "Lists the trials of an experiment.")
final class TrialsCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ExperimentArgument experiment = new ExperimentArgument();
  @Mixin private TrialOptions which = new TrialOptions();

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "number",
      description = "number, or reward: the best first. Default: number")
  private TrialOrder order = TrialOrder.NUMBER;

  @Mixin private ListOptions length = new ListOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private Output output = new Output();

  TrialsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var client = server.connect()) {
      var id = experiment.in(client);
      var trials =
          length.some(
              atMost -> client.trials().of(id, which.filter(), order, atMost), session.line());
      output.print(session.out(), trials, TrialTable.text(trials));
    }
    return 0;
  }
}
