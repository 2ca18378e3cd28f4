package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C as a terminal sends it: to every process of the foreground group at once.
@Tag("kills")
@Tag("slow")
@Timeout(600)
class InterruptIT {
  private static final int ENDED_BY_INTERRUPT = 128 + 2;

  @TempDir private Path folder;

  @Test
  void ctrlCSavesTheWorkInHandAndTheSameCommandGoesOnWithIt() throws Exception {
    var place = UpProcess.Place.in(folder);
    SmallSearch search;
    try (var first = UpProcess.start(place)) {
      search = SmallSearch.begin(first);
      search.awaitMidst(first, 1);

      first.interruptGroup();

      assertThat(first.status()).isZero();
      assertThat(first.said()).contains("Stopping").doesNotContain("Exception", "ended with");
      place.assertNothingRuns();
    }
    try (var second = UpProcess.start(place)) {
      search.awaitWholeEnd(second);
      assertThat(second.terminate()).isZero();
    }
  }

  @Test
  void aSecondCtrlCEndsItAtOnceThoughAPartOfItHangs() throws Exception {
    var place = UpProcess.Place.in(folder);
    SmallSearch search;
    try (var first = UpProcess.start(place)) {
      search = SmallSearch.begin(first);
      search.awaitMidst(first, 1);
      var worker = first.worker();
      Signals.send("STOP", worker);
      first.interruptGroup();
      first.awaitSaid("Stopping");

      first.interruptGroup();

      assertThat(first.status()).isEqualTo(ENDED_BY_INTERRUPT);
      assertThat(worker.isAlive()).isTrue();
      Signals.send("CONT", worker);
    }
    try (var second = UpProcess.start(place)) {
      search.awaitWholeEnd(second);
      assertThat(second.terminate()).isZero();
    }
    place.assertNothingRuns();
  }
}
