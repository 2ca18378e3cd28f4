package dev.archway.cli.experiment;

import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.client.Patience;
import dev.archway.core.experiment.LogLineView;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// What was said of a trial, line by line.
public final class TrialLog {
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final ArchwayClient client;
  private final UUID trial;

  public TrialLog(ArchwayClient client, UUID trial) {
    this.client = client;
    this.trial = trial;
  }

  /// Prints all lines that are kept.
  ///
  /// @param json a line as it is, for programs; else for people
  /// @param follow whether to go on until the trial has ended; a service that goes away meanwhile
  ///   is waited for
  public void print(PrintStream out, boolean json, boolean follow) throws InterruptedException {
    long last = print(0, out, json);
    boolean goesOn = follow;
    while (goesOn) {
      // In this order, so that nothing is missed that is said right before the end.
      goesOn = !Patience.call(() -> client.trials().get(trial)).state().ended();
      last = print(last, out, json);
      if (goesOn) {
        TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
      }
    }
  }

  /// Prints the lines after a number; that of the last one.
  private long print(long after, PrintStream out, boolean json) throws InterruptedException {
    long last = after;
    for (var line : Patience.call(() -> client.trials().logs(trial))) {
      if (line.number() > last) {
        out.println(json ? Json.mapper().writeValueAsString(line) : text(line));
        last = line.number();
      }
    }
    out.flush();
    return last;
  }

  private static String text(LogLineView line) {
    return "%s  %s  %s".formatted(TIME.format(line.at()), line.by().orElse("service"), line.text());
  }
}
