package dev.archway.searchapi.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ServiceTest
class ProblemIT {
  @LocalServerPort private int port;

  private record Answer(int status, JsonNode body) {
    String detail() {
      return body.get("detail").asString();
    }

    String type() {
      return body.get("type").asString();
    }
  }

  @Test
  void anUnknownExperimentIsNamed() throws Exception {
    var id = UUID.randomUUID();
    var answer = get("/api/v1/experiments/" + id);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.type()).isEqualTo("urn:archway:problem:not-found");
    assertThat(answer.detail()).isEqualTo("There is no experiment " + id + ".");
  }

  @Test
  void anUnknownAddressIsAProblemToo() throws Exception {
    var answer = get("/api/v1/nowhere");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.type()).isEqualTo("urn:archway:problem:not-found");
  }

  @Test
  void anIdentifierOfTheWrongFormIsNamed() throws Exception {
    var answer = get("/api/v1/experiments/42");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).isEqualTo("Parameter id is '42', but must be a UUID.");
  }

  @Test
  void allFaultsOfAnExperimentAreListedAtOnce() throws Exception {
    var spec = spec();
    spec.put("space", "mnasnet-tiny");
    ((ObjectNode) spec.get("objective")).put("device", "my-phone");
    ((ObjectNode) spec.get("recipe")).put("dataset", "imagenet");

    var answer = post("/api/v1/experiments", spec.toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .contains("space 'mnasnet-tiny' is unknown")
        .contains("objective.device 'my-phone' is unknown")
        .contains("recipe.dataset 'imagenet' is unknown");
  }

  @Test
  void aBrokenRuleOfARecordIsSaidInItsOwnWords() throws Exception {
    var answer = post("/api/v1/experiments", spec().put("trials", 0).toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .isEqualTo("An experiment has 1..1000000 trials, but is asked for 0.");
  }

  @Test
  void aWrongTypeIsNamedByItsPath() throws Exception {
    var spec = spec();
    ((ObjectNode) spec.get("recipe")).put("epochs", "many");

    var answer = post("/api/v1/experiments", spec.toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("$.recipe.epochs").doesNotContain("dev.archway");
  }

  @Test
  void brokenJsonIsNamedByItsPlace() throws Exception {
    var answer = post("/api/v1/experiments", "{\n \"name\": }");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("line 2");
  }

  @Test
  void aForeignOriginIsRefused() throws Exception {
    var request =
        HttpRequest.newBuilder(uri("/api/v1/experiments"))
            .header("Origin", "https://evil.example")
            .build();
    var answer = answer(request);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.detail()).contains("https://evil.example");
  }

  @Test
  void aForeignHostIsRefused() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/experiments HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 403");
    }
  }

  private ObjectNode spec() {
    try (var client = new ArchwayClient(URI.create("http://localhost:" + port))) {
      ExperimentSpec spec = new Evaluators(client).spec(4, new ControllerSpec.Random());
      return Json.mapper().valueToTree(spec);
    }
  }

  private Answer get(String path) throws Exception {
    return answer(HttpRequest.newBuilder(uri(path)).build());
  }

  private Answer post(String path, String body) throws Exception {
    return answer(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private Answer answer(HttpRequest request) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
      return new Answer(response.statusCode(), Json.mapper().readTree(response.body()));
    }
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
