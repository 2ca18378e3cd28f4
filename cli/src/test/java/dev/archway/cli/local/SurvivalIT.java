package dev.archway.cli.local;

import static dev.archway.cli.local.SmallSearch.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every way in which `archway up` can end in the midst of a real search: Ctrl-C, as a terminal
/// sends it to every process of the foreground group at once, and `kill -9`.
@Tag("kills")
@Tag("slow")
class SurvivalIT {
  private static final int ENDED_BY_INTERRUPT = 128 + 2;

  @TempDir private Path folder;
  private UpProcess.Place place;

  @BeforeEach
  void choosePlace() {
    place = UpProcess.Place.in(folder);
  }

  @Test
  @Timeout(600)
  void oneSearchGoesOnAfterEveryWayInWhichTheProgramThatRunsItCanEnd() throws Exception {
    SmallSearch search;
    try (var first = UpProcess.start(place)) {
      search = SmallSearch.begin(first);
      search.awaitMidst(first, 1);
      ctrlC(first);
    }
    try (var second = UpProcess.start(place)) {
      search.awaitMidst(second, 1);
      ctrlCTwiceWhileAPartOfItHangs(second);
    }
    Map<Integer, String> before;
    try (var third = UpProcess.start(place)) {
      search.awaitMidst(third, 2);
      before = search.ended(third);
      third.killTree();
    }
    try (var fourth = UpProcess.start(place)) {
      assertThat(search.ended(fourth)).containsAllEntriesOf(before);
      int known = before.size();
      await("another trial", () -> search.ended(fourth).size() > known);
      before = search.ended(fourth);
      fourth.killLauncher();
    }
    try (var fifth = UpProcess.start(place)) {
      search.awaitWholeEnd(fifth);
      assertThat(search.ended(fifth)).containsAllEntriesOf(before);
      assertThat(fifth.terminate()).isZero();
    }
    place.assertNothingRuns();
  }

  private void ctrlC(UpProcess up) throws Exception {
    up.interruptGroup();

    assertThat(up.status()).isZero();
    assertThat(up.said()).contains("Stopping").doesNotContain("Exception", "ended with");
    place.assertNothingRuns();
  }

  private static void ctrlCTwiceWhileAPartOfItHangs(UpProcess up) throws Exception {
    var worker = up.worker();
    var database = up.database()[0];
    Signals.send("STOP", worker);
    try {
      up.interruptGroup();
      up.awaitSaid("Stopping");

      up.interruptGroup();

      assertThat(up.status()).isEqualTo(ENDED_BY_INTERRUPT);
      assertThat(worker.isAlive()).isTrue();
      assertThat(database.onExit()).succeedsWithin(Duration.ofSeconds(30));
    } finally {
      Signals.send("CONT", worker);
    }
  }
}
