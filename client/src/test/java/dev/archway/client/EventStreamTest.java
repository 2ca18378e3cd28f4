package dev.archway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.archway.core.experiment.EventView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
  private static final UUID EXPERIMENT = new UUID(1, 2);
  private static final String SILENCE = "silence";

  /// What each connection is told; [#SILENCE] leaves it open, else it is closed.
  private final BlockingQueue<String> script = new LinkedBlockingQueue<>();

  private final List<String> after = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ArchwayClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/experiments/" + EXPERIMENT + "/events", this::tell);
    server.start();
    client = client(Duration.ofSeconds(30));
  }

  private ArchwayClient client(Duration silence) {
    return new ArchwayClient(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty(), silence);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void tell(HttpExchange exchange) throws IOException {
    try (exchange) {
      after.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
      assertThat(exchange.getRequestHeaders().getFirst("Accept")).startsWith("text/event-stream");
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      var text = script.take();
      exchange.getResponseBody().write(text.replace(SILENCE, "").getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      if (text.contains(SILENCE)) {
        new CountDownLatch(1).await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String event(int number) {
    var view =
        new EventView(
            number, EventView.Kind.STALLED, Map.of(), Instant.parse("2026-01-01T06:00:00Z"));
    return "id: %d\nevent: STALLED\ndata: %s\n\n"
        .formatted(number, Json.mapper().writeValueAsString(view));
  }

  @Test
  void readsEventsAsTheyComeAndSkipsComments() throws InterruptedException {
    script.add(": hello\n\n" + event(1) + ":\n\n" + event(2) + SILENCE);

    try (var events = client.experiments().follow(EXPERIMENT, 0)) {
      assertThat(events.next().number()).isEqualTo(1);
      assertThat(events.next().number()).isEqualTo(2);
    }
    assertThat(after).containsExactly("0");
  }

  @Test
  void goesOnAfterTheLastWholeEventWhenTheConnectionIsLost() throws InterruptedException {
    script.add(event(5) + event(6).replaceFirst("\n\n$", ""));
    script.add(event(6) + SILENCE);

    try (var events = client.experiments().follow(EXPERIMENT, 4)) {
      assertThat(events.next().number()).isEqualTo(5);
      assertThatThrownBy(events::next)
          .isInstanceOf(NoAnswerException.class)
          .hasMessageContaining("No more events of experiment " + EXPERIMENT);
      assertThat(events.next().number()).isEqualTo(6);
    }
    assertThat(after).containsExactly("4", "5");
  }

  @Test
  void givesUpAServiceThatShowsNoSignOfLife() throws InterruptedException {
    script.add(event(1) + SILENCE);

    try (var impatient = client(Duration.ofSeconds(3));
        var events = impatient.experiments().follow(EXPERIMENT, 0)) {
      events.next();
      assertThatThrownBy(events::next)
          .isInstanceOf(NoAnswerException.class)
          .hasMessageEndingWith("nothing has come for 3.0 s");
    }
  }

  @Test
  void isRefusedAsEveryCallIs() {
    try (var events = client.experiments().follow(new UUID(3, 4), 0)) {
      assertThatThrownBy(events::next)
          .isInstanceOf(ApiException.class)
          .hasMessage("The service answered with status 404.");
    }
  }
}
