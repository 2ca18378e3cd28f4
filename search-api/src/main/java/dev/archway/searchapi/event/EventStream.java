package dev.archway.searchapi.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Tells events as they come (server-sent events), on the virtual thread of the request. Between
/// two looks it holds no connection to the database.
@Component
class EventStream {
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /// After so long without an event a comment shows the reader, and whatever lies between, that the
  /// service is there.
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  private static final int AT_A_TIME = 500;

  private final EventLog events;
  private final EventSignal signal;
  private final JsonMapper json;

  EventStream(EventLog events, EventSignal signal, JsonMapper json) {
    this.events = events;
    this.signal = signal;
    this.json = json;
  }

  /// Writes what comes after an event until the reader goes or the service stops.
  void write(UUID experiment, int last, OutputStream out) throws InterruptedException {
    try {
      send(out, ": events of experiment " + experiment + "\n\n");
      follow(experiment, last, out);
    } catch (IOException e) {
      log.debug("A reader of experiment {} has gone", experiment, e);
    }
  }

  private void follow(UUID experiment, int last, OutputStream out)
      throws IOException, InterruptedException {
    int seen = last;
    long quietSince = System.nanoTime();
    boolean open = true;
    while (open) {
      long signals = signal.count();
      var some = events.after(experiment, seen, AT_A_TIME);
      if (!some.isEmpty()) {
        var text = new StringBuilder();
        some.forEach(event ->
            text.append("id: ")
                .append(event.number())
                .append("\nevent: ")
                .append(event.kind())
                .append("\ndata: ")
                .append(json.writeValueAsString(event))
                .append("\n\n"));
        send(out, text.toString());
        seen = some.getLast().number();
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince >= SIGN_OF_LIFE.toNanos()) {
        send(out, ":\n\n");
        quietSince = System.nanoTime();
      }
      open = some.size() == AT_A_TIME || signal.await(signals, LOOK_AGAIN);
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
