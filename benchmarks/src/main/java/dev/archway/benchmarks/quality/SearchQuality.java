package dev.archway.benchmarks.quality;

import dev.archway.controller.replay.Contender;
import dev.archway.controller.replay.DecisionColumns;
import dev.archway.controller.replay.Replay;
import dev.archway.controller.replay.ResultTable;
import dev.archway.controller.replay.SimulatedSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Every controller on one table under three objectives, one and eight trials in flight: what it
/// still lacks of the best network after so many evaluations, over paired seeds.
public final class SearchQuality {
  static final List<Integer> EVALUATIONS = List.of(100, 200, 500);
  static final List<Integer> IN_FLIGHT = List.of(1, 8);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(20);

  private final QualityPlan plan;
  private final SearchRows rows;
  private final Function<Goal, Replay> replays;
  private final AtomicInteger done = new AtomicInteger();

  private record Search(Contender contender, Condition condition, long seed) {}

  private SearchQuality(QualityPlan plan) throws IOException {
    this.plan = plan;
    this.rows = new SearchRows(plan.rows(), EVALUATIONS.size());
    var columns =
        new ResultTable.Columns(
            DecisionColumns.parse(plan.decisions()), plan.value(), List.of(plan.cost()));
    var table = ResultTable.read(Files.readString(plan.table()), columns);
    double target = table.medianCost(plan.cost());
    var accuracy = new Replay(table, Goal.ACCURACY.objective(plan.cost(), target));
    var soft = new Replay(table, Goal.SOFT.objective(plan.cost(), target));
    var hard = new Replay(table, Goal.HARD.objective(plan.cost(), target));
    this.replays =
        goal ->
            switch (goal) {
              case ACCURACY -> accuracy;
              case SOFT -> soft;
              case HARD -> hard;
            };
  }

  /// Runs what is left to run, and says what all of it gave.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var plan = QualityPlan.parse(arguments);
    var quality = new SearchQuality(plan);
    quality.run();
    System.out.print(new QualityReport(plan, quality.rows).text());
  }

  private void run() throws InterruptedException {
    var left = new ArrayList<Search>();
    // Seed after seed, so that a call that is cut off leaves whole pairs.
    for (long seed = 0; seed < plan.seeds(); seed++) {
      for (var condition : QualityPlan.conditions()) {
        if (rows.find(condition, seed).isEmpty()) {
          var contender = Contender.named(condition.controller()).orElseThrow();
          left.add(new Search(contender, condition, seed));
        }
      }
    }
    long deadline = System.nanoTime() + plan.limit().toNanos();
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (var search : left) {
        threads.execute(() -> searchUntil(deadline, search));
      }
      threads.shutdown();
      while (!threads.awaitTermination(TOLD_EVERY.toSeconds(), TimeUnit.SECONDS)) {
        System.err.printf("%d of %d searches%n", done.get(), left.size());
      }
    }
  }

  private void searchUntil(long deadline, Search search) {
    if (System.nanoTime() - deadline >= 0) {
      return;
    }
    var condition = search.condition();
    var replay = replays.apply(condition.goal());
    var settings = new SimulatedSearch.Settings(EVALUATIONS.getLast(), condition.inFlight());
    var found = replay.search(search.contender().spec(), search.seed(), settings);
    try {
      rows.add(
          condition,
          search.seed(),
          EVALUATIONS.stream().map(n -> replay.regret(found.afterNetworks(n))).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    done.incrementAndGet();
  }
}
