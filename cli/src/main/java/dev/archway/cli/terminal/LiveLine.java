package dev.archway.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// One line that says how far a command is. On a terminal it is rewritten in place; elsewhere, such
/// as in a log, it is printed anew every [#QUIET]. Notes go above it.
public final class LiveLine implements Notes {
  static final Duration QUIET = Duration.ofSeconds(15);
  private static final String REWRITE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean inPlace;
  private final InstantSource clock;
  private String shown = "";
  private Instant printed = Instant.EPOCH;

  public LiveLine(PrintStream out, boolean inPlace, InstantSource clock) {
    this.out = out;
    this.inPlace = inPlace;
    this.clock = clock;
  }

  /// The line is now `text`.
  public synchronized void show(String text) {
    if (inPlace) {
      shown = text;
      out.print(REWRITE + text);
      out.flush();
    } else if (!clock.instant().isBefore(printed.plus(QUIET))) {
      printed = clock.instant();
      out.println(text);
    }
  }

  @Override
  public synchronized void note(String line) {
    out.println(shown.isEmpty() ? line : REWRITE + line);
    if (!shown.isEmpty()) {
      out.print(shown);
    }
    out.flush();
  }

  /// Takes the line away: what it told is over.
  public synchronized void end() {
    if (!shown.isEmpty()) {
      shown = "";
      out.print(REWRITE);
      out.flush();
    }
    printed = Instant.EPOCH;
  }
}
