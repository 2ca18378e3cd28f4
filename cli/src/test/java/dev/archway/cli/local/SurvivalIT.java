package dev.archway.cli.local;

import static dev.archway.cli.local.SmallSearch.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of real processes in the midst of a real search.
@Tag("kills")
@Tag("slow")
class SurvivalIT {
  @TempDir private Path folder;

  @Test
  @Timeout(600)
  void aSearchGoesOnAfterAllOfItWasKilledAndAfterItsLauncherWas() throws Exception {
    var place = UpProcess.Place.in(folder);
    SmallSearch search;
    Map<Integer, String> before;
    try (var first = UpProcess.start(place)) {
      search = SmallSearch.begin(first);
      search.awaitMidst(first, 2);
      before = search.ended(first);
      first.killTree();
    }
    try (var second = UpProcess.start(place)) {
      assertThat(search.ended(second)).containsAllEntriesOf(before);
      int known = before.size();
      await("another trial", () -> search.ended(second).size() > known);
      before = search.ended(second);
      second.killLauncher();
    }
    try (var third = UpProcess.start(place)) {
      search.awaitWholeEnd(third);
      assertThat(search.ended(third)).containsAllEntriesOf(before);
      assertThat(third.terminate()).isZero();
    }
    place.assertNothingRuns();
  }
}
