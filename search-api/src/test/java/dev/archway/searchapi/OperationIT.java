package dev.archway.searchapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.archway.client.Json;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.task.TaskKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One process of the service as those who run it see it: its health, its log and its traces. The
/// last test takes its database away.
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperationIT {
  private static final int LEASE_SECONDS = 30;
  private static final Duration SENT = Duration.ofSeconds(30);

  /// The example of W3C's Trace Context, section 3.2.
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @TempDir private static Path folder;
  private static final Queue<String> SPANS = new ConcurrentLinkedQueue<>();
  private static HttpServer collector;
  private static EmbeddedPostgres database;
  private static ApiProcess process;
  private static Path log;

  @BeforeAll
  static void start() throws Exception {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            // Strings stand in Protocol Buffers as they are.
            SPANS.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    collector.start();
    database = EmbeddedPostgres.start();
    log = Files.createFile(folder.resolve("process.log"));
    process =
        new ApiProcess(
            new ApiProcess.Settings(
                database.getJdbcUrl("postgres", "postgres"),
                Files.createDirectory(folder.resolve("artifacts")),
                LEASE_SECONDS,
                ApiProcess.Effort.SMALL,
                List.of(
                    "--logging.structured.format.console=ecs",
                    "--management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:"
                        + collector.getAddress().getPort()
                        + "/v1/traces")),
            log);
    process.start();
    process.awaitReady();
  }

  @AfterAll
  static void stop() throws IOException {
    process.close();
    database.close();
    collector.stop(0);
  }

  @Test
  @Order(1)
  void everyLineIsJsonAndNamesTheExperimentThatItIsAbout() throws Exception {
    var client = process.client();
    var evaluators = new Evaluators(client);
    var experiment =
        client.experiments().create(evaluators.spec(1, new ControllerSpec.Random())).id();
    evaluators.runToEnd(experiment);

    await()
        .untilAsserted(() ->
            assertThat(lines())
                .filteredOn(line -> line.path("message").asString().contains("is FINISHED"))
                .extracting(line -> line.path("experiment").asString())
                .containsExactly(experiment.toString()));
  }

  @Test
  @Order(2)
  void aLineThatARequestCausesNamesItsTrial() throws Exception {
    var trial = "00000000-0000-0000-0000-00000000002a";
    breakTrials(true);
    var answer = get("/api/v1/trials/" + trial, "");
    breakTrials(false);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(lines())
        .filteredOn(line -> line.path("message").asString().startsWith("Incident"))
        .extracting(line -> line.path("trial").asString())
        .containsExactly(trial);
  }

  @Test
  @Order(3)
  void spansNameExperimentTrialAndTaskOfTheirRequests() {
    var client = process.client();
    var evaluators = new Evaluators(client);
    var experiment =
        client.experiments().create(evaluators.spec(1, new ControllerSpec.Random())).id();
    var lease = evaluators.claim(TaskKind.TRAIN);
    client.leases().report(lease, evaluators.outcome(lease));

    awaitSpan("http post /api/v1/experiments", "archway.experiment", experiment.toString());
    awaitSpan("http post /api/v1/leases", "archway.task", lease.task().toString());
    awaitSpan(
        "http post /api/v1/leases/{task}/result",
        "archway.trial",
        lease.trial().toString(),
        lease.task().toString());
  }

  @Test
  @Order(4)
  void aRequestJoinsTheTraceOfItsCaller() throws Exception {
    get("/api/v1/workers", "00-" + TRACE + "-00f067aa0ba902b7-01");

    awaitSpan(
        "http get /api/v1/workers",
        new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1));
  }

  @Test
  @Order(5)
  void withoutItsDatabaseTheServiceIsAliveButNotReady() throws Exception {
    assertThat(get("/actuator/health/readiness", "").statusCode()).isEqualTo(200);

    database.close();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(get("/actuator/health/readiness", "").statusCode()).isEqualTo(503));
    assertThat(get("/actuator/health/liveness", "").statusCode()).isEqualTo(200);
  }

  private static void breakTrials(boolean broken) throws Exception {
    try (var connection = database.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          broken ? "ALTER TABLE trial RENAME TO away" : "ALTER TABLE away RENAME TO trial");
    }
  }

  private static List<JsonNode> lines() throws IOException {
    return Files.readAllLines(log).stream().map(line -> Json.mapper().readTree(line)).toList();
  }

  private static void awaitSpan(String... parts) {
    await()
        .atMost(SENT)
        .untilAsserted(
            () -> assertThat(SPANS).anySatisfy(sent -> assertThat(sent).contains(parts)));
  }

  private static HttpResponse<String> get(String path, String parent) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(process.address() + path));
      if (!parent.isEmpty()) {
        request.header("traceparent", parent);
      }
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
