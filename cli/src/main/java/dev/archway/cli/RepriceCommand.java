package dev.archway.cli;

import dev.archway.cli.experiment.Repricing;
import dev.archway.cli.experiment.TrialTable;
import dev.archway.cli.network.Output;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `archway experiment reprice`: the same trials under another objective.
@Command(
    name = "reprice",
    mixinStandardHelpOptions = true,
    description =
        "Ranks the trials of an experiment as another objective would: its own with other numbers, or"
            + " one from a file. Nothing is stored, and nothing tried.")
final class RepriceCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ExperimentArgument experiment = new ExperimentArgument();

  @Option(
      names = "--target",
      paramLabel = "[COST=]T",
      description = "The T of a cost, such as 0.3 or parameters=250000.")
  private List<String> targets = List.of();

  @Option(
      names = "--alpha",
      paramLabel = "W",
      description = "The exponent up to the target, at most 0.")
  private Optional<Double> alpha = Optional.empty();

  @Option(
      names = "--beta",
      paramLabel = "W",
      description = "The exponent above the target, at most 0.")
  private Optional<Double> beta = Optional.empty();

  @Option(
      names = "--objective",
      paramLabel = "FILE",
      description = "An objective in YAML or JSON, in the form that experiments have.")
  private Optional<String> objective = Optional.empty();

  @Mixin private ListOptions length = new ListOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private Output output = new Output();

  RepriceCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var repricing = new Repricing(Repricing.targets(targets), alpha, beta);
    try (var client = server.connect()) {
      var id = experiment.in(client);
      var base =
          objective
              .map(Repricing::read)
              .orElseGet(() -> client.experiments().get(id).spec().objective());
      var other = repricing.of(base);
      var trials = length.some(atMost -> client.trials().ranked(id, other, atMost), session.line());
      output.print(session.out(), trials, TrialTable.text(trials));
    }
    return 0;
  }
}
