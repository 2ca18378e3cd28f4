package dev.archway.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void isRewrittenInPlaceOnATerminal() {
    var line = new LiveLine(out, true, () -> now);
    line.show("1 of 3");
    line.show("2 of 3");
    assertThat(printed()).isEqualTo("\r\u001b[K1 of 3\r\u001b[K2 of 3");
  }

  @Test
  void staysBelowANoteOnATerminal() {
    var line = new LiveLine(out, true, () -> now);
    line.show("1 of 3");
    line.note("The worker is back.");
    assertThat(printed())
        .endsWith("\r\u001b[KThe worker is back." + System.lineSeparator() + "1 of 3");
  }

  @Test
  void leavesNothingBehindWhenItEnds() {
    var line = new LiveLine(out, true, () -> now);
    line.show("3 of 3");
    line.end();
    line.note("Done.");
    assertThat(printed()).endsWith("3 of 3\r\u001b[KDone." + System.lineSeparator());
  }

  @Test
  void comesNowAndThenIntoALog() {
    var line = new LiveLine(out, false, () -> now);
    line.show("1 of 3");
    now = now.plus(LiveLine.QUIET).minusMillis(1);
    line.show("2 of 3");
    now = now.plusMillis(1);
    line.show("3 of 3");
    assertThat(printed().lines()).containsExactly("1 of 3", "3 of 3");
  }
}
