package dev.archway.cli.replay;

import dev.archway.cli.terminal.Table;
import dev.archway.controller.replay.BestSoFar;
import dev.archway.controller.replay.Contender;
import dev.archway.controller.replay.MeanEstimate;
import dev.archway.controller.replay.ResultTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// What the searches of a plan gave, for people and programs.
///
/// @param table the file
/// @param networks how many the table has
/// @param accuracyUnit how the table writes accuracies
/// @param best the highest reward in the table
/// @param results after a fifth, two fifths and all of the budget
public record ReplayReport(
    String table,
    int networks,
    int decisions,
    String accuracyColumn,
    ResultTable.Unit accuracyUnit,
    Goal.Kind objective,
    Optional<String> cost,
    OptionalDouble target,
    double best,
    int budget,
    int inFlight,
    int seeds,
    List<Result> results) {

  /// One controller after so many evaluations.
  ///
  /// @param evaluations different networks that were tried
  /// @param meanBest the mean reward of the best network among them
  /// @param meanRegret what it lacks of the best in the table
  /// @param meanRegretByProposals that after as many proposals, which repeats are part of
  /// @param meanProposals how many proposals the whole search made
  /// @param difference of regrets to the first controller, in pairs; none for that itself
  public record Result(
      String controller,
      int evaluations,
      double meanBest,
      double meanRegret,
      double standardError,
      double meanRegretByProposals,
      double meanProposals,
      Optional<Difference> difference) {}

  /// A mean with its 95 % interval (Student's t).
  public record Difference(double mean, double low, double high) {
    static Difference of(MeanEstimate estimate) {
      return new Difference(estimate.mean(), estimate.low(), estimate.high());
    }
  }

  public static ReplayReport of(Replays replays) {
    var plan = replays.plan();
    var table = replays.table();
    var results = new ArrayList<Result>();
    for (int evaluations : evaluations(plan.budget())) {
      for (var contender : plan.contenders()) {
        results.add(result(replays, contender, evaluations));
      }
    }
    return new ReplayReport(
        plan.table().file().getFileName().toString(),
        table.results().size(),
        table.decisions().size(),
        plan.table().columns().accuracy(),
        table.unit(),
        plan.goal().kind(),
        plan.goal().cost(),
        plan.goal().target(table),
        replays.replay().best(),
        plan.budget(),
        plan.inFlight(),
        plan.seeds(),
        results);
  }

  private static List<Integer> evaluations(int budget) {
    return List.of(Math.max(1, budget / 5), Math.max(1, 2 * budget / 5), budget).stream()
        .distinct()
        .toList();
  }

  private static Result result(Replays replays, Contender contender, int evaluations) {
    var first = replays.plan().contenders().getFirst();
    var regrets = regrets(replays, contender, s -> s.afterNetworks(evaluations));
    var estimate = MeanEstimate.of(regrets);
    var byProposals =
        MeanEstimate.of(regrets(replays, contender, s -> s.afterProposals(evaluations)));
    Optional<Difference> difference =
        contender.equals(first)
            ? Optional.empty()
            : Optional.of(
                Difference.of(
                    MeanEstimate.ofDifferences(
                        regrets, regrets(replays, first, s -> s.afterNetworks(evaluations)))));
    return new Result(
        contender.name(),
        evaluations,
        replays.replay().best() - estimate.mean(),
        estimate.mean(),
        estimate.standardError(),
        byProposals.mean(),
        replays.searches(contender).stream().mapToInt(BestSoFar::proposals).average().orElseThrow(),
        difference);
  }

  private static double[] regrets(
      Replays replays, Contender contender, ToDoubleFunction<BestSoFar> best) {
    return replays.searches(contender).stream()
        .mapToDouble(search -> replays.replay().regret(best.applyAsDouble(search)))
        .toArray();
  }

  public String text() {
    var rows =
        new Table(
            "networks",
            "mean best",
            "regret x1000",
            "+-",
            "by proposals",
            "proposals",
            "controller, and its regret less that of the first (95 %)");
    for (var result : results) {
      rows.add(
          Integer.toString(result.evaluations),
          number("%.4f", result.meanBest),
          number("%.3f", 1000 * result.meanRegret),
          number("%.3f", 1000 * result.standardError),
          number("%.3f", 1000 * result.meanRegretByProposals),
          number("%.1f", result.meanProposals),
          result.controller + result.difference.map(ReplayReport::text).orElse(""));
    }
    return heading() + rows.text();
  }

  private String heading() {
    return String.format(
        Locale.ROOT,
        """
        %s: %d networks of %d decisions; %s is read as %s
        %s; the best network has %.4f
        %d searches of %d networks for each controller, %d in flight
        """,
        table,
        networks,
        decisions,
        accuracyColumn,
        accuracyUnit == ResultTable.Unit.PERCENT ? "percent" : "a share",
        formula(),
        best,
        seeds,
        budget,
        inFlight);
  }

  private String formula() {
    return target.isEmpty()
        ? "Objective: the accuracy"
        : String.format(
            Locale.ROOT,
            "Objective: %s, with %s and T = %s",
            objective,
            cost.orElse(""),
            BigDecimal.valueOf(target.getAsDouble()).stripTrailingZeros().toPlainString());
  }

  private static String text(Difference difference) {
    return String.format(
        Locale.ROOT,
        "  %+.3f [%+.3f, %+.3f]",
        1000 * difference.mean,
        1000 * difference.low,
        1000 * difference.high);
  }

  private static String number(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
