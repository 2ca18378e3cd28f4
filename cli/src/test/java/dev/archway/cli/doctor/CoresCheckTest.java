package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoresCheckTest {
  @Test
  void countsTheCores() {
    assertThat(new CoresCheck(2).verdict()).isEqualTo(Verdict.ok("cores", "2"));
  }

  @Test
  void warnsOfASingleCoreThatMeasuresBesideAllElse() {
    var verdict = new CoresCheck(1).verdict();
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.finding()).startsWith("1: ").contains("latencies");
  }
}
