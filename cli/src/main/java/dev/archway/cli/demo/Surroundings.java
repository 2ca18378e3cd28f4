package dev.archway.cli.demo;

import dev.archway.cli.terminal.LiveLine;
import java.time.Duration;
import java.time.InstantSource;

/// What a demo needs of the machine it runs on.
///
/// @param slots how many trials are trained at once
public record Surroundings(InstantSource clock, Pause pause, LiveLine line, int slots) {

  /// Waits, and throws as soon as waiting has become pointless.
  @FunctionalInterface
  public interface Pause {
    void pause(Duration time) throws InterruptedException;
  }
}
