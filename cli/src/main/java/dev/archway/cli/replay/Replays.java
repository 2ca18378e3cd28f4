package dev.archway.cli.replay;

import dev.archway.controller.replay.BestSoFar;
import dev.archway.controller.replay.Contender;
import dev.archway.controller.replay.Replay;
import dev.archway.controller.replay.ResultTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

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
    int expected = plan.seeds() * plan.contenders().size();
    Map<Contender, List<BestSoFar>> searches = new LinkedHashMap<>();
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      Map<Contender, List<Future<BestSoFar>>> futures = new LinkedHashMap<>();
      for (var contender : plan.contenders()) {
        var ofOne = new ArrayList<Future<BestSoFar>>();
        for (int s = 0; s < plan.seeds(); s++) {
          long seed = s;
          ofOne.add(threads.submit(() -> replay.search(contender.spec(), seed, plan.settings())));
        }
        futures.put(contender, ofOne);
      }
      int done = 0;
      for (var ofOne : futures.entrySet()) {
        var found = new ArrayList<BestSoFar>();
        for (var search : ofOne.getValue()) {
          found.add(result(search));
          progress.accept(progress(++done, expected));
        }
        searches.put(ofOne.getKey(), List.copyOf(found));
      }
    }
    return new Replays(plan, table, replay, searches);
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
