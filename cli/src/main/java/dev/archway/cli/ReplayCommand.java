package dev.archway.cli;

import dev.archway.cli.network.Output;
import dev.archway.cli.replay.Contenders;
import dev.archway.cli.replay.Goal;
import dev.archway.cli.replay.ReplayChart;
import dev.archway.cli.replay.ReplayPlan;
import dev.archway.cli.replay.ReplayReport;
import dev.archway.cli.replay.Replays;
import dev.archway.cli.replay.TableFile;
import dev.archway.cli.terminal.Refusal;
import dev.archway.controller.replay.DecisionColumns;
import dev.archway.controller.replay.ResultTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `archway replay`: controllers against a table of known results, without any training.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Runs controllers against a table of known results, without any training, and says how"
            + " good what they find is.")
final class ReplayCommand implements Callable<Integer> {
  @Option(
      names = "--table",
      required = true,
      paramLabel = "FILE",
      description = "Comma-separated results under a header, a network a row.")
  private Path table = Path.of("");

  @Option(
      names = "--decisions",
      required = true,
      paramLabel = "COLUMNS",
      description =
          "The columns that say what a network is, one decision each, such as depth,kernel; or"
              + " NAME:digits for one column that spells all decisions.")
  private String decisions = "";

  @Option(
      names = "--value",
      required = true,
      paramLabel = "COLUMN",
      description = "The accuracy: shares, or percents if any of them is above 1.")
  private String value = "";

  @Option(names = "--cost", paramLabel = "COLUMN", description = "What the objective weighs.")
  private Optional<String> cost = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "T",
      description = "The cost aimed at. Default: the table's median")
  private Optional<Double> target = Optional.empty();

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      defaultValue = "accuracy",
      description =
          "accuracy; soft or hard: ACC x (COST/T)^w with MnasNet's exponents; absolute: ACC - 0.1"
              + " |COST/T - 1|. Default: accuracy")
  private Goal.Kind objective = Goal.Kind.ACCURACY;

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      split = ",",
      description = "Those that are compared with the first of them. Default: all there are")
  private List<String> controllers = List.of();

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "500",
      description = "Different networks that a search tries. Default: 500")
  private int budget;

  @Option(
      names = "--seeds",
      paramLabel = "K",
      defaultValue = "20",
      description = "Searches of each controller, in pairs. Default: 20")
  private int seeds;

  @Option(
      names = "--in-flight",
      paramLabel = "M",
      defaultValue = "8",
      description = "Trials under way at the same time. Default: 8")
  private int inFlight;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draws the mean best so far, with 95 %% bands, into an SVG file.")
  private Optional<Path> svg = Optional.empty();

  @Mixin private final Output output = new Output();

  private final Session session;

  ReplayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    var plan = plan();
    var chart = svg.map(ReplayChart::new);
    var replays = Replays.run(plan, session.line()::show);
    session.line().end();
    chart.ifPresent(c -> c.draw(replays));
    var report = ReplayReport.of(replays);
    output.print(session.out(), report, report.text());
    return 0;
  }

  private ReplayPlan plan() {
    var goal =
        new Goal(objective, cost, target.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
    var columns = new ResultTable.Columns(decisionColumns(), value, cost.stream().toList());
    return new ReplayPlan(
        new TableFile(table, columns),
        goal,
        Contenders.named(controllers),
        budget,
        seeds,
        inFlight);
  }

  private DecisionColumns decisionColumns() {
    try {
      return DecisionColumns.parse(decisions);
    } catch (IllegalArgumentException e) {
      throw new Refusal("--decisions: " + e.getMessage(), e);
    }
  }
}
