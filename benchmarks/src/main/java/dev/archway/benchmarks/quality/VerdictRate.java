package dev.archway.benchmarks.quality;

import dev.archway.controller.ProposalSeed;
import dev.archway.controller.replay.Contender;
import dev.archway.controller.replay.DecisionColumns;
import dev.archway.controller.replay.Replay;
import dev.archway.controller.replay.ResultTable;
import dev.archway.controller.replay.SimulatedSearch;
import dev.archway.controller.verdict.Verdict;
import dev.archway.core.experiment.Arm;
import dev.archway.core.experiment.ControllerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// How often simulated experiments are called ahead of their random control arm, with a search that
/// is random itself and with evolution as the search.
///
/// Run with this module's class path. Arguments: the table (of NAS-Bench-Macro's columns), how many
/// experiments (200), and how many control trials each has (100).
public final class VerdictRate {
  private static final int SEARCH_TRIALS = 300;
  private static final int IN_FLIGHT = 8;
  private static final String COST = "flops";

  private VerdictRate() {}

  private record Rate(Contender search, Goal goal, long ahead, long behind) {
    String text(long experiments) {
      return String.format(
          Locale.ROOT,
          "%-10s %-9s ahead %5.1f %%   behind %5.1f %%",
          search.name(),
          goal.text(),
          100.0 * ahead / experiments,
          100.0 * behind / experiments);
    }

    String json() {
      return "{\"search\":\"%s\",\"objective\":\"%s\",\"ahead\":%d,\"behind\":%d}"
          .formatted(search.name(), goal.text(), ahead, behind);
    }
  }

  public static void main(String[] arguments) throws IOException {
    long experiments = arguments.length > 1 ? Long.parseLong(arguments[1]) : 200;
    int controlTrials = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
    var columns =
        new ResultTable.Columns(DecisionColumns.parse("arch:digits"), "mean_acc", List.of(COST));
    var table = ResultTable.read(Files.readString(Path.of(arguments[0])), columns);
    double target = table.medianCost(COST);
    var rates = new ArrayList<Rate>();
    for (var name : List.of("random", "evolution")) {
      for (var goal : Goal.values()) {
        var replay = new Replay(table, goal.objective(COST, target));
        var experiment = new Experiment(replay, controlTrials);
        var rate = rate(Contender.named(name).orElseThrow(), goal, experiment, experiments);
        rates.add(rate);
        System.out.println(rate.text(experiments));
      }
    }
    System.out.printf(
        "{\"benchmark\":\"verdict-rate\",\"planned\":%d,\"done\":%d,\"searchTrials\":%d,\"controlTrials\":%d,\"results\":[%s]}%n",
        experiments,
        experiments,
        SEARCH_TRIALS,
        controlTrials,
        String.join(",", rates.stream().map(Rate::json).toList()));
  }

  private static Rate rate(Contender search, Goal goal, Experiment experiment, long experiments) {
    var words =
        LongStream.range(0, experiments)
            .parallel()
            .mapToObj(seed -> experiment.words(search.spec(), seed))
            .toList();
    return new Rate(
        search,
        goal,
        words.stream().filter(w -> w == Verdict.Words.AHEAD).count(),
        words.stream().filter(w -> w == Verdict.Words.BEHIND).count());
  }

  /// What is simulated with each seed.
  private record Experiment(Replay replay, int controlTrials) {
    Verdict.Words words(ControllerSpec search, long seed) {
      var tried =
          replay.rewards(
              search,
              ProposalSeed.of(seed, Arm.SEARCH),
              new SimulatedSearch.Settings(SEARCH_TRIALS, IN_FLIGHT));
      var control =
          replay.rewards(
              new ControllerSpec.Random(),
              ProposalSeed.of(seed, Arm.CONTROL),
              new SimulatedSearch.Settings(controlTrials, IN_FLIGHT));
      return Verdict.of(tried, control, new SplittableRandom(seed)).words();
    }
  }
}
