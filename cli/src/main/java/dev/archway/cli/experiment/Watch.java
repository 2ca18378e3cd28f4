package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Notes;
import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.client.NoAnswerException;
import dev.archway.client.Patience;
import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.ExperimentState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Tells what happens in an experiment until it ends. A service that goes away meanwhile is waited
/// for, and no event is missed.
public final class Watch {
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  private final ArchwayClient client;
  private final UUID experiment;
  private final Notes notes;

  public Watch(ArchwayClient client, UUID experiment, Notes notes) {
    this.client = client;
    this.experiment = experiment;
    this.notes = notes;
  }

  /// Prints an event a line; how the experiment ended.
  ///
  /// @param json events as they are, for programs; else what happened in words
  public ExperimentState toEnd(PrintStream out, boolean json) throws InterruptedException {
    // A service that is not there from the start is more likely a wrong address.
    client.experiments().get(experiment);
    var story = new Story(id -> patiently(() -> client.trials().get(id)));
    try (var events = client.experiments().follow(experiment, 0)) {
      while (true) {
        var event = patiently(events::next);
        out.println(json ? Json.mapper().writeValueAsString(event) : story.line(event));
        out.flush();
        var end = end(event);
        if (end.ended()) {
          return end;
        }
      }
    }
  }

  /// The state that an event tells of; one that goes on where it tells of none.
  private static ExperimentState end(EventView event) {
    return event.kind() == EventView.Kind.STATE
        ? ExperimentState.valueOf(String.valueOf(event.payload().get("state")))
        : ExperimentState.RUNNING;
  }

  private <T> T patiently(Patience.Call<T> call) throws InterruptedException {
    var wait = FIRST_RETRY;
    while (true) {
      try {
        return call.call();
      } catch (NoAnswerException e) {
        tell(wait, e.getMessage() + ".");
      } catch (ApiException e) {
        if (!e.passing()) {
          throw e;
        }
        tell(wait, String.valueOf(e.getMessage()));
      }
      TimeUnit.MILLISECONDS.sleep(wait.toMillis());
      wait = wait.multipliedBy(2);
      wait = wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait;
    }
  }

  private void tell(Duration wait, String why) {
    if (wait.equals(FIRST_RETRY)) {
      notes.note(why + " Waiting for the service ...");
    }
  }
}
