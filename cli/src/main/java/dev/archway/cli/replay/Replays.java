package dev.archway.cli.replay;

import dev.archway.controller.replay.BestSoFar;
import dev.archway.controller.replay.Contender;
import dev.archway.controller.replay.Replay;
import dev.archway.controller.replay.ResultTable;
import dev.archway.controller.replay.SimulatedSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/// All searches of a plan, on all processors.
///
/// @param searches of each controller, one a seed, in the order of the seeds
public record Replays(
    ReplayPlan plan, ResultTable table, Replay replay, Map<Contender, List<BestSoFar>> searches) {
  private static final int BAR = 30;

  /// Runs them.
  ///
  /// @param progress is told now and then how far it is
  public static Replays run(ReplayPlan plan, Consumer<String> progress)
      throws InterruptedException {
    var table = plan.table().read();
    var replay = new Replay(table, plan.goal().objective(table));
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      Map<Contender, List<Future<BestSoFar>>> begun = new LinkedHashMap<>();
      for (var contender : plan.contenders()) {
        var search = search(replay, contender, plan.settings());
        begun.put(
            contender,
            LongStream.range(0, plan.seeds()).mapToObj(search).map(threads::submit).toList());
      }
      try {
        return new Replays(plan, table, replay, results(begun, progress));
      } finally {
        // Without effect unless a search has failed or somebody has had enough.
        threads.shutdownNow();
      }
    }
  }

  private static LongFunction<Callable<BestSoFar>> search(
      Replay replay, Contender contender, SimulatedSearch.Settings settings) {
    return seed -> () -> replay.search(contender.spec(), seed, settings);
  }

  private static Map<Contender, List<BestSoFar>> results(
      Map<Contender, List<Future<BestSoFar>>> begun, Consumer<String> progress)
      throws InterruptedException {
    int expected = begun.values().stream().mapToInt(List::size).sum();
    int done = 0;
    Map<Contender, List<BestSoFar>> results = new LinkedHashMap<>();
    for (var ofOne : begun.entrySet()) {
      var found = new ArrayList<BestSoFar>();
      for (var search : ofOne.getValue()) {
        found.add(result(search));
        progress.accept(progress(++done, expected));
      }
      results.put(ofOne.getKey(), List.copyOf(found));
    }
    return results;
  }

  /// One controller's.
  List<BestSoFar> searches(Contender contender) {
    return searches.getOrDefault(contender, List.of());
  }

  private static BestSoFar result(Future<BestSoFar> search) throws InterruptedException {
    try {
      return search.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A search failed.", e);
    }
  }

  private static String progress(int done, int expected) {
    int filled = (int) ((long) BAR * done / expected);
    return "[%s%s] %d of %d searches"
        .formatted("#".repeat(filled), "-".repeat(BAR - filled), done, expected);
  }
}
