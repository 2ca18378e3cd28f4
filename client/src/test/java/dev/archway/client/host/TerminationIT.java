package dev.archway.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("kills")
@Timeout(60)
class TerminationIT {
  private static final int INTERRUPTED = 128 + 2;
  private static final int TERMINATED = 128 + 15;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void aSignalEndsTheProcessInGoodOrderWithTheStatusThatShellsReport(String signal, int status)
      throws Exception {
    try (var process = EndingProcess.willing()) {
      assertThat(process.says()).isEqualTo("ready");

      process.signal(signal);

      assertThat(process.says()).isEqualTo("ending");
      assertThat(process.status()).isEqualTo(status);
    }
  }

  @Test
  void theEndOfStandardInputEndsTheProcessInGoodOrder() throws Exception {
    try (var process = EndingProcess.willing()) {
      assertThat(process.says()).isEqualTo("ready");

      process.endStandardInput();

      assertThat(process.says()).isEqualTo("ending");
      assertThat(process.status()).isZero();
    }
  }

  @Test
  void aProcessThatOnlyWaitsEndsWithoutAComplaint() throws Exception {
    try (var process = EndingProcess.waiting()) {
      assertThat(process.says()).isEqualTo("ready");

      process.signal("INT");

      assertThat(process.status()).isZero();
    }
  }

  @Test
  void aSecondSignalEndsTheProcessAtOnce() throws Exception {
    try (var process = EndingProcess.stubborn(Duration.ofMinutes(1))) {
      assertThat(process.says()).isEqualTo("ready");
      process.signal("INT");
      assertThat(process.says()).isEqualTo("ending");

      process.signal("INT");

      assertThat(process.status()).isEqualTo(INTERRUPTED);
    }
  }

  @Test
  void aSignalAfterTheEndOfStandardInputIsStillTheFirst() throws Exception {
    try (var process = EndingProcess.stubborn(Duration.ofSeconds(2))) {
      assertThat(process.says()).isEqualTo("ready");
      process.endStandardInput();
      assertThat(process.says()).isEqualTo("ending");

      process.signal("TERM");

      // The limit ends it, with the status of the first request.
      assertThat(process.status()).isZero();
    }
  }

  @Test
  void whatDoesNotEndInTimeIsLeftToDie() throws Exception {
    try (var process = EndingProcess.stubborn(Duration.ofMillis(100))) {
      assertThat(process.says()).isEqualTo("ready");

      process.signal("TERM");

      assertThat(process.status()).isEqualTo(TERMINATED);
    }
  }
}
