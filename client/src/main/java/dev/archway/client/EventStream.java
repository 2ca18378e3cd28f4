package dev.archway.client;

import dev.archway.core.experiment.EventView;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happens in an experiment, as it happens (server-sent events). A reader that loses the
/// service asks again, and goes on after the last event that it got: it misses none and sees none
/// twice. Not safe for use by several threads, but for [#close()].
public final class EventStream implements AutoCloseable {
  private final Connection connection;
  private final UUID experiment;
  private int last;
  private volatile @Nullable EventLines lines;
  private volatile boolean closed;

  EventStream(Connection connection, UUID experiment, int after) {
    this.connection = connection;
    this.experiment = experiment;
    this.last = after;
  }

  /// Waits for the next event. Asking again after an exception goes on where this ended; with
  /// [Patience#call] that is what a program wants that waits for its service.
  ///
  /// @throws ApiException the service refuses to tell
  /// @throws NoAnswerException the service is away or has gone silent
  public EventView next() throws InterruptedException {
    try {
      var reading = lines;
      if (reading == null) {
        reading = connect();
      }
      var event = Json.mapper().readValue(reading.nextData(connection.silence()), EventView.class);
      last = event.number();
      return event;
    } catch (IOException e) {
      disconnect();
      throw new NoAnswerException(
          connection.server(),
          "No more events of experiment %s from %s: %s"
              .formatted(experiment, connection.server(), e.getMessage()),
          e);
    }
  }

  private EventLines connect() throws IOException {
    var response =
        connection.send(
            connection
                .get(Experiments.path(experiment) + "/events")
                .setHeader("Accept", "text/event-stream, application/problem+json")
                .header("Last-Event-ID", Integer.toString(last)),
            HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() >= 400) {
      try (var body = response.body()) {
        Connection.refuseFailure(response.statusCode(), body.readAllBytes());
      }
    }
    var reading = new EventLines(response.body());
    lines = reading;
    if (closed) {
      disconnect();
    }
    return reading;
  }

  private void disconnect() {
    var reading = lines;
    lines = null;
    if (reading != null) {
      reading.close();
    }
  }

  /// Ends a wait for the next event, too.
  @Override
  public void close() {
    closed = true;
    disconnect();
  }
}
