package dev.archway.benchmarks.quality;

import dev.archway.controller.replay.MeanEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/// What the searches say: for people, and in one JSON line. Regrets are times 1000.
final class QualityReport {
  private static final double SCALE = 1000;

  private final QualityPlan plan;
  private final SearchRows rows;

  /// The seeds that every condition has been searched with.
  private final long[] seeds;

  /// @param difference to the first controller, in pairs; none for that itself
  private record Result(
      Condition condition,
      int evaluations,
      MeanEstimate regret,
      Optional<MeanEstimate> difference) {}

  QualityReport(QualityPlan plan, SearchRows rows) {
    this.plan = plan;
    this.rows = rows;
    this.seeds =
        LongStream.range(0, plan.seeds())
            .filter(
                s -> plan.field().conditions().stream().allMatch(c -> rows.find(c, s).isPresent()))
            .toArray();
  }

  String text() {
    var results = seeds.length < 2 ? List.<Result>of() : results();
    var text = new StringBuilder();
    text.append(
        "Mean regret x 1000 and its standard error over %d seeds; in brackets, the 95 %% interval of the"
                .formatted(seeds.length)
            + " paired difference to "
            + first()
            + ".\n");
    for (var result : results) {
      if (result.evaluations() == plan.field().evaluations().getFirst()) {
        text.append('\n').append(label(result.condition()));
      }
      text.append(cell(result));
    }
    return text.append("\n").append(json(results)).append("\n").toString();
  }

  private static String label(Condition condition) {
    return String.format(
        Locale.ROOT,
        "%-8s  %d in flight  %-12s",
        condition.goal().text(),
        condition.inFlight(),
        condition.controller());
  }

  private String first() {
    return plan.field().contenders().getFirst().name();
  }

  private List<Result> results() {
    var results = new ArrayList<Result>();
    for (var condition : plan.field().conditions()) {
      for (int e = 0; e < plan.field().evaluations().size(); e++) {
        var regrets = regrets(condition, e);
        results.add(
            new Result(
                condition,
                plan.field().evaluations().get(e),
                MeanEstimate.of(regrets),
                difference(condition, regrets, e)));
      }
    }
    return results;
  }

  private Optional<MeanEstimate> difference(Condition condition, double[] regrets, int evaluation) {
    return condition.controller().equals(first())
        ? Optional.empty()
        : Optional.of(
            MeanEstimate.ofDifferences(regrets, regrets(condition.of(first()), evaluation)));
  }

  private double[] regrets(Condition condition, int evaluation) {
    return LongStream.of(seeds)
        .mapToDouble(s -> SCALE * rows.find(condition, s).orElseThrow().get(evaluation))
        .toArray();
  }

  private static String cell(Result result) {
    var difference =
        result
            .difference()
            .map(d -> String.format(Locale.ROOT, "[%+.2f, %+.2f]", d.low(), d.high()))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "  %3d: %6.3f +- %.3f %-16s",
        result.evaluations(),
        result.regret().mean(),
        result.regret().standardError(),
        difference);
  }

  private String json(List<Result> results) {
    var conditions = plan.field().conditions();
    long done =
        LongStream.range(0, plan.seeds())
            .map(s -> conditions.stream().filter(c -> rows.find(c, s).isPresent()).count())
            .sum();
    var line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "{\"benchmark\":\"%s\",\"planned\":%d,\"done\":%d,\"pairedSeeds\":%d,"
                + "\"comparedWith\":\"%s\",\"results\":[",
            plan.field().name(),
            plan.seeds() * conditions.size(),
            done,
            seeds.length,
            first()));
    for (int r = 0; r < results.size(); r++) {
      line.append(r == 0 ? "" : ",").append(json(results.get(r)));
    }
    return line.append("]}").toString();
  }

  private static String json(Result result) {
    var condition = result.condition();
    var difference =
        result
            .difference()
            .map(d ->
                String.format(
                    Locale.ROOT,
                    ",\"difference\":{\"mean\":%.4f,\"low\":%.4f,\"high\":%.4f}",
                    d.mean(),
                    d.low(),
                    d.high()))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "{\"controller\":\"%s\",\"objective\":\"%s\",\"inFlight\":%d,\"evaluations\":%d,"
            + "\"regretTimes1000\":%.4f,\"standardError\":%.4f%s}",
        condition.controller(),
        condition.goal().text(),
        condition.inFlight(),
        result.evaluations(),
        result.regret().mean(),
        result.regret().standardError(),
        difference);
  }
}
