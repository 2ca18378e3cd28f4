package dev.archway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.archway.cli.experiment.SampleExperiment;
import dev.archway.client.Json;
import dev.archway.client.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a command does when a service answers late, twice or not at all.
@Timeout(120)
class ExperimentRetryIT {
  private static final UUID ID = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");

  @TempDir private Path folder;
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final List<String> tags = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/experiments", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /// The first creation is never answered; the first change comes too late.
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestMethod()) {
        case "POST" -> {
          keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          if (keys.size() > 1) {
            send(exchange, 201, SampleExperiment.of(ID, "mine"));
          }
        }
        case "PATCH" -> {
          tags.add(exchange.getRequestHeaders().getFirst("If-Match"));
          if (tags.size() > 1) {
            send(exchange, 200, SampleExperiment.of(ID, "mine"));
          } else {
            send(
                exchange,
                412,
                Map.of(
                    "type",
                    "urn:archway:problem:precondition-failed",
                    "title",
                    "It has been changed meanwhile",
                    "detail",
                    "Read it anew."));
          }
        }
        default -> {
          exchange.getResponseHeaders().set("ETag", "\"" + (7 + tags.size()) + "\"");
          send(exchange, 200, SampleExperiment.of(ID, "mine"));
        }
      }
    }
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    exchange.sendResponseHeaders(status, 0);
    exchange.getResponseBody().write(Json.mapper().writeValueAsBytes(body));
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void aCreationWhoseAnswerIsLostIsAskedForAgainUnderTheSameKey() throws Exception {
    var file = Files.writeString(folder.resolve("draft.yaml"), "space: enas").toString();

    var create = Command.archway("experiment", "create", file, "--server", address());

    assertThat(create.status()).as(create.toString()).isZero();
    assertThat(create.out()).isEqualTo(ID + "\n");
    assertThat(create.err()).contains("The answer was lost; asking again.");
    assertThat(keys).hasSize(2);
    assertThat(keys.getFirst()).isNotBlank().isEqualTo(keys.getLast());
  }

  @Test
  void aChangeOfAnOlderVersionIsMadeAnew() throws Exception {
    var change =
        Command.archway(
            "experiment", "change", ID.toString(), "--priority", "7", "--server", address());

    assertThat(change.status()).as(change.toString()).isZero();
    assertThat(change.err()).contains("Somebody else has changed it meanwhile");
    assertThat(tags).containsExactly("\"7\"", "\"8\"");
  }

  @Test
  void aServiceThatIsNotThereIsNamedWithWhatToDo() throws Exception {
    var address = "http://127.0.0.1:" + Ports.free();

    var list = Command.archway("experiment", "list", "--server", address);

    assertThat(list.status()).isEqualTo(1);
    assertThat(list.out()).isEmpty();
    assertThat(list.err().lines().toList())
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("No answer from " + address),
            second -> assertThat(second).startsWith("Maybe ").contains("--server", "archway up"));
  }
}
