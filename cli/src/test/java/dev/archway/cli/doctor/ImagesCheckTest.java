package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImagesCheckTest {
  @Test
  void isFineWhereTheyAreWhole() {
    assertThat(new ImagesCheck.Whole().verdict().severity()).isEqualTo(Severity.OK);
  }

  @Test
  void warnsOfTheDownloadWhereTheyAreNowhere() {
    var verdict = new ImagesCheck.Nowhere().verdict();
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.finding()).contains("downloads it (163 MiB)", "--data");
  }

  @Test
  void stopsArchwayWhereTheyAreDamaged() {
    var verdict = new ImagesCheck.Unusable("test_batch.bin has 3 bytes.").verdict();
    assertThat(verdict.severity()).isEqualTo(Severity.FAILURE);
    assertThat(verdict.finding()).startsWith("test_batch.bin has 3 bytes.\n").contains("--data");
  }

  @Test
  void stopsArchwayWhereTheWorkerDoesNotAnswer() {
    assertThat(new ImagesCheck.Unanswered("The module worker is not built.").verdict())
        .isEqualTo(Verdict.failure("images", "The module worker is not built."));
  }
}
