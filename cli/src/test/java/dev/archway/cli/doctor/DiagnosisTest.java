package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  private static final Verdict FINE = Verdict.ok("JDK", "Temurin 25.0.3");
  private static final Verdict POOR = Verdict.warning("disk", "3.1 GB free");
  private static final Verdict BAD = Verdict.failure("PostgreSQL", "Nothing there.\nMaybe gone.");

  @Test
  void linesUpInColumnsAlsoWhereAFindingHasTwoLines() {
    assertThat(new Diagnosis(List.of(FINE, POOR, BAD)).text())
        .isEqualTo(
            """
            ok    JDK         Temurin 25.0.3
            warn  disk        3.1 GB free
            FAIL  PostgreSQL  Nothing there.
                              Maybe gone.\
            """);
  }

  @Test
  void isFitWhereThereAreWarningsAlone() {
    assertThat(new Diagnosis(List.of(FINE, POOR)).fit()).isTrue();
  }

  @Test
  void isUnfitAfterASingleFailure() {
    assertThat(new Diagnosis(List.of(FINE, POOR, BAD)).fit()).isFalse();
  }
}
