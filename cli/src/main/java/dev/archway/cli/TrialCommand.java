package dev.archway.cli;

import dev.archway.cli.experiment.Retry;
import dev.archway.cli.experiment.TrialArgument;
import dev.archway.cli.experiment.TrialLog;
import dev.archway.cli.experiment.TrialName;
import dev.archway.cli.experiment.TrialReport;
import dev.archway.cli.network.Output;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `archway trial`: one architecture in one experiment.
@Command(
    name = "trial",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows single trials of experiments, and queues those that you want.")
final class TrialCommand {
  private final Session session;

  TrialCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows all that was found out about a trial.")
  int show(
      @Parameters(
              paramLabel = "TRIAL",
              description = "Its id, or its experiment and number such as 7c9e6679/12.")
          String trial,
      @Mixin ServerOptions server,
      @Mixin Output output) {
    try (var client = server.connect()) {
      var view = new TrialName(trial).in(client);
      output.print(session.out(), view, TrialReport.text(view));
    }
    return 0;
  }

  @Command(
      name = "logs",
      mixinStandardHelpOptions = true,
      description = "Shows what workers, evaluators and the service said of a trial.")
  int logs(
      @Parameters(
              paramLabel = "TRIAL",
              description = "Its id, or its experiment and number such as 7c9e6679/12.")
          String trial,
      @Option(
              names = {"-f", "--follow"},
              description = "Goes on until the trial has ended.")
          boolean follow,
      @Mixin ServerOptions server,
      @Mixin Output output)
      throws InterruptedException {
    try (var client = server.connect()) {
      var log = new TrialLog(client, new TrialName(trial).in(client).id());
      log.print(session.out(), output.json(), follow);
    }
    return 0;
  }

  @Command(
      name = "queue",
      mixinStandardHelpOptions = true,
      description =
          "Queues a trial beside the search, which takes nothing of the budget, and prints its id.")
  int queue(
      @Mixin ExperimentArgument experiment,
      @Parameters(
              index = "1",
              paramLabel = "NAME|FILE|TEXT|CHOICES",
              description =
                  "A network of the zoo, a file with a network or an architecture in JSON or a staged"
                      + " architecture as text, that text or JSON itself, or choices in the"
                      + " experiment's space such as '[0, 3, 1]'.")
          String architecture,
      @Option(
              names = "--width",
              paramLabel = "W",
              description = "Multiplies a network's channels. Default: 1")
          Optional<Double> width,
      @Mixin ServerOptions server,
      @Mixin Output output) {
    var request = TrialArgument.of(architecture, width);
    try (var client = server.connect()) {
      var id = experiment.in(client);
      var trial =
          Retry.untilAnswered(key -> client.trials().queue(id, request, key), session.line());
      output.print(session.out(), Map.of("id", trial), trial + "\n");
    }
    return 0;
  }

  @Command(
      name = "pin",
      mixinStandardHelpOptions = true,
      description = "Keeps a trial's weights, whatever else is dropped to make room.")
  int pin(
      @Parameters(
              paramLabel = "TRIAL",
              description = "Its id, or its experiment and number such as 7c9e6679/12.")
          String trial,
      @Option(names = "--undo", description = "Leaves them to the usual rules again.") boolean undo,
      @Mixin ServerOptions server) {
    try (var client = server.connect()) {
      var view = new TrialName(trial).in(client);
      client.trials().pin(view.id(), !undo);
      session
          .line()
          .note(
              "Trial %d's weights are %s."
                  .formatted(view.number(), undo ? "pinned no more" : "pinned"));
    }
    return 0;
  }
}
