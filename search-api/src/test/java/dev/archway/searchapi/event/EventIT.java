package dev.archway.searchapi.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.EventView;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.page.Page;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.type.TypeReference;

@ServiceTest
@Timeout(180)
class EventIT {
  @LocalServerPort private int port;

  private Api api;
  private ArchwayClient client;
  private Evaluators evaluators;

  @BeforeEach
  void connect() {
    api = new Api(port);
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    evaluators = new Evaluators(client);
  }

  @AfterEach
  void disconnect() {
    client.close();
    api.close();
  }

  private List<EventView> all(UUID experiment) throws Exception {
    var events = new ArrayList<EventView>();
    var after = Optional.of("");
    while (after.isPresent()) {
      var answer = api.get("/experiments/" + experiment + "/events?limit=7" + after.get());
      Page<EventView> page = Json.mapper().readValue(answer.text(), new TypeReference<>() {});
      events.addAll(page.items());
      after = page.next().map(next -> "&after=" + next);
    }
    return events;
  }

  @Test
  void everythingThatHappensIsNumberedWithoutGaps() throws Exception {
    var id = client.experiments().create(evaluators.spec(6, RnnSpec.standard())).id();
    evaluators.runToEnd(id);

    var events = all(id);

    assertThat(events)
        .extracting(EventView::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events.getFirst().kind()).isEqualTo(EventView.Kind.CREATED);
    assertThat(events.getLast().kind()).isEqualTo(EventView.Kind.STATE);
    assertThat(events.getLast().payload()).containsEntry("state", "FINISHED");
    assertThat(count(events, EventView.Kind.TRIAL_STARTED)).isEqualTo(8);
    assertThat(count(events, EventView.Kind.TRIAL_ENDED)).isEqualTo(8);
    assertThat(count(events, EventView.Kind.POLICY_UPDATED))
        .isEqualTo(client.experiments().get(id).updates());
  }

  private static long count(List<EventView> events, EventView.Kind kind) {
    return events.stream().filter(event -> event.kind() == kind).count();
  }

  /// It leaves after a random number of events, and says which it saw last.
  @Test
  void aReaderThatReconnectsAtRandomSeesEveryEventOnceAndInOrder() throws Exception {
    var id = client.experiments().create(evaluators.spec(30, new ControllerSpec.Random())).id();
    List<Integer> seen;
    try (var threads = Executors.newFixedThreadPool(1)) {
      var reader = threads.submit(reading(id, new SplittableRandom(7)));
      evaluators.runToEnd(id);
      seen = reader.get();
    }

    assertThat(seen)
        .hasSizeGreaterThan(90)
        .containsExactlyElementsOf(all(id).stream().map(EventView::number).toList());
  }

  private Callable<List<Integer>> reading(UUID experiment, SplittableRandom random) {
    return () -> {
      var seen = new ArrayList<Integer>();
      boolean finished = false;
      while (!finished) {
        try (var watch = new Watch(experiment, seen.isEmpty() ? 0 : seen.getLast())) {
          int stay = random.nextInt(1, 12);
          for (int i = 0; i < stay && !finished; i++) {
            var event = watch.next();
            seen.add(event.number());
            finished =
                "FINISHED".equals(event.payload().get("state"))
                    && event.kind() == EventView.Kind.STATE;
          }
        }
      }
      return seen;
    };
  }

  /// A reader of the stream over a bare connection, which it may drop in the middle.
  private final class Watch implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Watch(UUID experiment, int last) throws Exception {
      socket = new Socket("localhost", port);
      socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
      var request =
          "GET /api/v1/experiments/"
              + experiment
              + "/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nLast-Event-ID: "
              + last
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).startsWith("HTTP/1.1 200");
    }

    EventView next() throws Exception {
      var line = lines.readLine();
      while (line != null && !line.startsWith("data: ")) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
      return Json.mapper().readValue(line.substring("data: ".length()), EventView.class);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void anUnknownExperimentHasNoEvents() throws Exception {
    var id = UUID.randomUUID();

    assertThat(api.get("/experiments/" + id + "/events").status()).isEqualTo(404);
  }
}
