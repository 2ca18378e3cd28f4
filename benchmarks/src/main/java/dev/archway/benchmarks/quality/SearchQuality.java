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
import java.util.stream.Stream;

/// Controllers on one table under three objectives: what each still lacks of the best network after
/// so many evaluations, over paired seeds.
public final class SearchQuality {
  private static final Duration TOLD_EVERY = Duration.ofSeconds(20);

  private final QualityPlan plan;
  private final SearchRows rows;
  private final Function<Goal, Replay> replays;
  private final AtomicInteger done = new AtomicInteger();

  private record Search(Contender contender, Condition condition, long seed) {}

  private SearchQuality(QualityPlan plan) throws IOException {
    this.plan = plan;
    this.rows = new SearchRows(plan.rows(), plan.field().evaluations().size());
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

  /// Runs what is left to run, and says what all of it gave. The first argument is the name of a
  /// [Field], the others are the [QualityPlan]'s.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var given = List.of(arguments);
    var field =
        Stream.of(Field.CONTROLLERS, Field.ABLATION)
            .filter(f -> f.name().equals(given.getFirst()))
            .findFirst()
            .orElseThrow();
    var plan = QualityPlan.parse(field, given.subList(1, given.size()));
    var quality = new SearchQuality(plan);
    quality.run();
    System.out.print(new QualityReport(plan, quality.rows).text());
  }

  private void run() throws InterruptedException {
    var left = new ArrayList<Search>();
    // Seed after seed, so that a call that is cut off leaves whole pairs.
    for (long seed = 0; seed < plan.seeds(); seed++) {
      for (var condition : plan.field().conditions()) {
        if (rows.find(condition, seed).isEmpty()) {
          var contender = plan.field().named(condition.controller());
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
    var evaluations = plan.field().evaluations();
    var settings = new SimulatedSearch.Settings(evaluations.getLast(), condition.inFlight());
    var found = replay.search(search.contender().spec(), search.seed(), settings);
    try {
      rows.add(
          condition,
          search.seed(),
          evaluations.stream().map(n -> replay.regret(found.afterNetworks(n))).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    done.incrementAndGet();
  }
}
