package dev.archway.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.cli.terminal.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndTest {
  private static final Instant NOW = Instant.parse("2026-01-01T06:00:00Z");

  @Test
  void isALengthADayOrAnInstant() {
    assertThat(TokenEnd.of("90d", NOW)).isEqualTo("2026-04-01T06:00:00Z");
    assertThat(TokenEnd.of("12h", NOW)).isEqualTo("2026-01-01T18:00:00Z");
    assertThat(TokenEnd.of("2026-02-01T12:30:00Z", NOW)).isEqualTo("2026-02-01T12:30:00Z");
  }

  @Test
  void aDayIsOverAtItsEnd() {
    assertThat(TokenEnd.of("2026-01-31", NOW)).isEqualTo("2026-02-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "0d", "5m", "2026-02-30", "99999999d", "-1d"})
  void isNothingElse(String text) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> TokenEnd.of(text, NOW))
        .withMessageContaining(
            "--expires is a time such as 90d, 12h or 2027-01-31, but is '" + text);
  }
}
