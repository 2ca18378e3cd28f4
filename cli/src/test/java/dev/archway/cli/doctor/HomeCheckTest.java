package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.local.HomeState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HomeCheckTest {
  private static final Path HOME = Path.of("/home/x/.archway");

  private static Verdict verdict(HomeState state) {
    return new HomeCheck(HOME, state).verdict();
  }

  @Test
  void isFineWhereItCanBeWrittenTo() {
    assertThat(verdict(new HomeState.Free()))
        .isEqualTo(Verdict.ok("home", HOME + " can be written to"));
  }

  @Test
  void isFineWhereTheFirstStartCanMakeIt() {
    var verdict = verdict(new HomeState.Missing());
    assertThat(verdict.severity()).isEqualTo(Severity.OK);
    assertThat(verdict.finding()).contains("not there yet");
  }

  @Test
  void namesTheArchwayThatUsesItAsNoFault() {
    var verdict = verdict(new HomeState.InUse("1234"));
    assertThat(verdict.severity()).isEqualTo(Severity.OK);
    assertThat(verdict.finding()).contains("in use by another Archway, process 1234", "--home");
  }

  @Test
  void stopsArchwayWhereItCannotBeUsed() {
    assertThat(verdict(new HomeState.Unusable("permission denied")))
        .isEqualTo(
            Verdict.failure(
                "home", HOME + " cannot be used: permission denied; choose another with --home"));
  }
}
