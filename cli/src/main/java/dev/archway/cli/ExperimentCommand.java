package dev.archway.cli;

import dev.archway.cli.experiment.Change;
import dev.archway.cli.experiment.DraftFile;
import dev.archway.cli.experiment.ExperimentReport;
import dev.archway.cli.experiment.ExperimentTable;
import dev.archway.cli.experiment.Retry;
import dev.archway.cli.experiment.Settings;
import dev.archway.cli.experiment.ValidationReport;
import dev.archway.cli.network.Output;
import dev.archway.client.ArchwayClient;
import dev.archway.client.ExperimentFilter;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.ExperimentView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `archway experiment`: searches of a service. What comes of them has commands of its own.
@Command(
    name = "experiment",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Creates, lists, follows and changes the experiments of a service.")
final class ExperimentCommand {
  private final Session session;

  ExperimentCommand(Session session) {
    this.session = session;
  }

  /// With the commands about results, each a class of its own.
  static CommandLine line(Session session) {
    return new CommandLine(new ExperimentCommand(session))
        .addSubcommand(new WatchCommand(session))
        .addSubcommand(new TrialsCommand(session))
        .addSubcommand(new ParetoCommand(session))
        .addSubcommand(new RepriceCommand(session))
        .addSubcommand(new ExportCommand(session));
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Creates an experiment, which starts at once, and prints its id.")
  int create(
      @Parameters(
              paramLabel = "FILE",
              description =
                  "A part of an experiment, in JSON where the file's name ends with .json and else in"
                      + " YAML; - for YAML from the standard input. What is left out is filled in.")
          String file,
      @Option(
              names = "--dry-run",
              description =
                  "Creates nothing: shows all that is wrong, or the whole experiment and how long it"
                      + " would take.")
          boolean dryRun,
      @Mixin ServerOptions server,
      @Mixin Output output) {
    var draft = DraftFile.read(file, System.in);
    try (var client = server.connect()) {
      if (dryRun) {
        var validation = client.experiments().validate(draft);
        output.print(session.out(), validation, ValidationReport.text(validation));
        return validation.faults().isEmpty() ? 0 : 1;
      }
      created(
          Retry.untilAnswered(key -> client.experiments().create(draft, key), session.line()),
          output);
    }
    return 0;
  }

  private void created(ExperimentView created, Output output) {
    session.line().note("Experiment '" + created.spec().name() + "' was created; it runs:");
    output.print(session.out(), created, created.id() + "\n");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists experiments, the latest first.")
  int list(
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "Only those that are running, paused, stopped or finished.")
          Optional<ExperimentState> state,
      @Option(names = "--tag", paramLabel = "TAG", description = "Only those with this tag.")
          Optional<String> tag,
      @Option(
              names = "--text",
              paramLabel = "TEXT",
              description = "Only those with this in their name or notes.")
          Optional<String> text,
      @Option(names = "--archived", description = "The archived ones, too.") boolean archived,
      @Mixin ListOptions length,
      @Mixin ServerOptions server,
      @Mixin Output output) {
    try (var client = server.connect()) {
      var found =
          length.some(
              atMost ->
                  client
                      .experiments()
                      .list(new ExperimentFilter(state, tag, text, archived), atMost),
              session.line());
      output.print(session.out(), found, ExperimentTable.text(found));
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows what an experiment is and how far it has come.")
  int show(
      @Mixin ExperimentArgument experiment, @Mixin ServerOptions server, @Mixin Output output) {
    try (var client = server.connect()) {
      var id = experiment.in(client);
      var report =
          new ExperimentReport(client.experiments().get(id), client.experiments().summary(id));
      output.print(session.out(), report, report.text());
    }
    return 0;
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Begins no new trials; those under way go on.")
  int pause(
      @Mixin ExperimentArgument experiment, @Mixin ServerOptions server, @Mixin Output output) {
    return move(experiment, server, output, (client, id) -> client.experiments().pause(id));
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Lets a paused experiment go on.")
  int resume(
      @Mixin ExperimentArgument experiment, @Mixin ServerOptions server, @Mixin Output output) {
    return move(experiment, server, output, (client, id) -> client.experiments().resume(id));
  }

  /// What becomes of the trials that are under way.
  static final class StopMode {
    @Option(names = "--now", description = "Cancels the trials that are under way.")
    boolean now;

    @Option(names = "--drain", description = "Lets the trials that are under way go on to an end.")
    boolean drain;
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Ends an experiment before its budget is used up, for good.")
  int stop(
      @Mixin ExperimentArgument experiment,
      @ArgGroup(multiplicity = "1") StopMode mode,
      @Mixin ServerOptions server,
      @Mixin Output output) {
    return move(
        experiment,
        server,
        output,
        (client, id) ->
            mode.drain ? client.experiments().drain(id) : client.experiments().stop(id));
  }

  @Command(
      name = "archive",
      mixinStandardHelpOptions = true,
      description = "Hides an experiment from lists; it goes on, if it runs.")
  int archive(
      @Mixin ExperimentArgument experiment,
      @Option(names = "--undo", description = "Shows it again.") boolean undo,
      @Mixin ServerOptions server,
      @Mixin Output output) {
    return move(
        experiment,
        server,
        output,
        (client, id) ->
            undo ? client.experiments().unarchive(id) : client.experiments().archive(id));
  }

  private int move(
      ExperimentArgument experiment,
      ServerOptions server,
      Output output,
      BiFunction<ArchwayClient, UUID, ExperimentView> move) {
    try (var client = server.connect()) {
      show(move.apply(client, experiment.in(client)), output);
    }
    return 0;
  }

  private void show(ExperimentView view, Output output) {
    output.print(session.out(), view, ExperimentTable.text(List.of(view)));
  }

  /// What may be changed.
  static final class Changed {
    @Option(names = "--name", paramLabel = "NAME", description = "What people call it.")
    private Optional<String> name = Optional.empty();

    @Option(
        names = "--budget-trials",
        paramLabel = "N",
        description = "How many different architectures are tried.")
    private Optional<Integer> trials = Optional.empty();

    @Option(
        names = "--priority",
        paramLabel = "0..9",
        description = "The higher, the larger its share of what workers and devices do.")
    private Optional<Integer> priority = Optional.empty();

    @Option(
        names = "--parallel",
        paramLabel = "N",
        description = "How many trials may be under way at once.")
    private Optional<Integer> parallelism = Optional.empty();

    @Option(
        names = "--notes",
        paramLabel = "TEXT",
        description = "What people want to remember of it.")
    private Optional<String> notes = Optional.empty();

    @Option(
        names = "--set",
        paramLabel = "SETTING=VALUE",
        description = "Any other, such as budget.workerHours=60 or tags='[phone]'.")
    private Map<String, String> others = Map.of();

    Map<String, ?> patch() {
      return new Settings()
          .with("name", name)
          .with("budget.trials", trials)
          .with("priority", priority)
          .with("parallelism", parallelism)
          .with("notes", notes)
          .with(others)
          .tree();
    }
  }

  @Command(
      name = "change",
      mixinStandardHelpOptions = true,
      description = "Changes settings of an experiment, also while it runs.")
  int change(
      @Mixin ExperimentArgument experiment,
      @ArgGroup(exclusive = false, multiplicity = "1") Changed changed,
      @Mixin ServerOptions server,
      @Mixin Output output) {
    try (var client = server.connect()) {
      show(Change.of(client, experiment.in(client), changed.patch(), session.line()), output);
    }
    return 0;
  }

  @Command(
      name = "clone",
      mixinStandardHelpOptions = true,
      description = "Creates another experiment of the same settings and prints its id.")
  int copy(
      @Mixin ExperimentArgument experiment,
      @Option(
              names = "--set",
              paramLabel = "SETTING=VALUE",
              description =
                  "What it has otherwise, such as name='a second try' or budget.trials=500.")
          Map<String, String> settings,
      @Mixin ServerOptions server,
      @Mixin Output output) {
    var overrides = new Settings().with(settings == null ? Map.of() : settings).tree();
    try (var client = server.connect()) {
      var id = experiment.in(client);
      created(
          Retry.untilAnswered(key -> client.experiments().copy(id, overrides, key), session.line()),
          output);
    }
    return 0;
  }
}
