package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCheckTest {
  private static final long GB = 1_000_000_000L;
  private static final Path HOME = Path.of("/home/x/.archway");

  @Test
  void isFineWhereSpaceIsPlenty() {
    assertThat(new DiskCheck(HOME, 80 * GB, 320 * GB).verdict())
        .isEqualTo(Verdict.ok("disk", "80.0 GB (25 %) free under " + HOME));
  }

  @Test
  void warnsBelowFiveGigabytesHoweverSmallTheDisk() {
    assertThat(new DiskCheck(HOME, 5 * GB, 10 * GB).verdict().severity()).isEqualTo(Severity.OK);
    var verdict = new DiskCheck(HOME, 5 * GB - 1, 10 * GB).verdict();
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.finding()).contains("free under " + HOME, "--home");
  }

  @Test
  void warnsBelowFivePercentHoweverLargeTheDisk() {
    assertThat(new DiskCheck(HOME, 50 * GB, 1000 * GB).verdict().severity()).isEqualTo(Severity.OK);
    assertThat(new DiskCheck(HOME, 50 * GB - 1, 1000 * GB).verdict().severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void findsAFullDiskInTheWay() {
    var verdict = new DiskCheck(HOME, 9_000_000, 60_000_000).verdict();

    assertThat(verdict.severity()).isEqualTo(Severity.FAILURE);
    assertThat(verdict.finding()).contains("0.0 GB (15 %) free under " + HOME, "too little");
  }

  @Test
  void warnsOfADiskThatDoesNotTell() {
    var verdict = new DiskCheck(HOME, 0, 0).verdict();
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.finding()).contains("cannot be told");
  }

  @Test
  void looksWhereAMissingHomeWouldBe(@TempDir Path folder) {
    var check = DiskCheck.under(folder.resolve("a/b"));
    assertThat(check.totalBytes()).isEqualTo(folder.toFile().getTotalSpace()).isPositive();
    assertThat(Files.exists(folder.resolve("a"))).isFalse();
  }
}
