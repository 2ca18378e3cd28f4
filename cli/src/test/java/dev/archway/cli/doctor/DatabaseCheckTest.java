package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.local.DatabaseState;
import dev.archway.cli.local.HomeState;
import org.junit.jupiter.api.Test;

class DatabaseCheckTest {
  private static final HomeState FREE = new HomeState.Free();

  private static Severity severity(HomeState home, DatabaseState database) {
    return new DatabaseCheck(home, database).verdict().severity();
  }

  @Test
  void isFineWhereNoneRuns() {
    assertThat(severity(FREE, new DatabaseState.Stopped())).isEqualTo(Severity.OK);
  }

  @Test
  void isFineWhereTheHomeIsInUse() {
    assertThat(severity(new HomeState.InUse("1234"), new DatabaseState.Running(1300)))
        .isEqualTo(Severity.OK);
  }

  @Test
  void warnsOfOneThatHasOutlivedItsLauncher() {
    var verdict = new DatabaseCheck(FREE, new DatabaseState.Running(1300)).verdict();
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.finding()).contains("process 1300", "the next start stops it");
  }

  @Test
  void stopsArchwayWhereTheNextStartWouldRefuseToo() {
    assertThat(new DatabaseCheck(FREE, new DatabaseState.Unclear("Process 7 is odd.")).verdict())
        .isEqualTo(Verdict.failure("PostgreSQL", "Process 7 is odd."));
  }
}
