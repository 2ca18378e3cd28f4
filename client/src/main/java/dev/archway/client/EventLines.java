package dev.archway.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The data of server-sent events (WHATWG HTML, section 9.2) from one answer. They are read by a
/// thread of their own, as a read of an answer cannot be given up by itself.
final class EventLines implements AutoCloseable {
  private static final int AHEAD = 1_000;

  /// What a read came to.
  private sealed interface Read {
    record Line(String text) implements Read {}

    record End(IOException why) implements Read {}
  }

  private final BlockingQueue<Read> reads = new ArrayBlockingQueue<>(AHEAD);
  private final InputStream body;
  private final Thread reader;

  EventLines(InputStream body) {
    this.body = body;
    this.reader = Thread.ofVirtual().name("events").start(this::read);
  }

  /// The data of the next event, as soon as all of it is there.
  ///
  /// @param silence the service sends a comment where there is nothing to tell; if nothing at all
  ///   comes for so long, it is gone
  /// @throws IOException no more will come
  String nextData(Duration silence) throws IOException, InterruptedException {
    var data = new StringBuilder();
    while (true) {
      switch (reads.poll(silence.toMillis(), TimeUnit.MILLISECONDS)) {
        case null ->
            throw new IOException("nothing has come for " + silence.toMillis() / 1e3 + " s");
        case Read.End end -> {
          // For whoever asks again.
          reads.add(end);
          throw end.why();
        }
        case Read.Line(var line) when line.startsWith("data:") ->
            data.append(data.isEmpty() ? "" : "\n")
                .append(line.substring("data:".length()).strip());
        case Read.Line(var line) when line.isEmpty() && !data.isEmpty() -> {
          return data.toString();
        }
        case Read.Line _ -> {
          // A comment, the event's number or its kind, which its data have, too.
        }
      }
    }
  }

  private void read() {
    try {
      reads.put(lines());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Read lines() throws InterruptedException {
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        reads.put(new Read.Line(line));
      }
      return new Read.End(new IOException("the service has closed the connection"));
    } catch (IOException e) {
      return new Read.End(e);
    }
  }

  @Override
  public void close() {
    reader.interrupt();
    try {
      body.close();
    } catch (IOException e) {
      // It is given up anyway.
    }
  }
}
