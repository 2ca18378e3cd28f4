package dev.archway.searchapi.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import dev.archway.searchapi.load.LoadConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
  void aNullAmongSeveralResultsIsRefusedBeforeAnyIsTakenIn() throws Exception {
    try (var api = new Api(port)) {
      var answer = api.post("/leases/results", "[null]");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.detail()).isEqualTo("One of the results is null; none was taken in.");
    }
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
  void aWordThatIsNoneOfTheKnownIsAnsweredWithThese() throws Exception {
    var answer = get("/api/v1/experiments?state=started");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .isEqualTo(
            "Parameter state is 'started', but must be one of [RUNNING, PAUSED, STOPPED, FINISHED].");
  }

  @Test
  void allFaultsOfAnExperimentAreListedAtOnce() throws Exception {
    var spec = spec();
    spec.put("space", "mnasnet-tiny");
    ((ObjectNode) spec.at("/objective/terms/0/cost")).put("device", "my-phone");
    ((ObjectNode) spec.at("/evaluation/recipe")).put("dataset", "imagenet");

    var answer = post("/api/v1/experiments", spec.toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .contains("There is no space 'mnasnet-tiny'")
        .contains("objective.terms[0].cost.device 'my-phone' is unknown")
        .contains("recipe.dataset 'imagenet' is unknown");
  }

  @Test
  void faultsOfOnesOwnSpaceAndOfBaselinesAreListedWithTheirPaths() throws Exception {
    var spec = spec();
    spec.set(
        "space",
        Json.mapper()
            .readTree(
                """
                {"name": "mine", "type": "staged", "stem": {"filters": 16, "stride": 1},
                 "head": {"filters": 64}, "stages": [{"stride": 2, "operator": "mbconv3",
                   "kernel": [3, 4], "filters": 16}]}
                """));
    spec.set(
        "baselines",
        Json.mapper()
            .readTree(
                """
                [{"network": "shufflenet-v2", "width": 0.6}, {"network": "mobilenet-v9", "width": 1},
                 {"network": "r1_k4_s11_e1_i32_o16", "width": 1},
                 {"network": {"type": "scaled", "resolution": 16,
                   "network": {"type": "staged", "name": "mine", "stem": {"filters": 8, "stride": 1},
                     "stages": [{"operator": "conv", "kernel": 3, "stride": 1, "squeezeExcite": 0,
                       "skip": "none", "filters": 8, "layers": 1}],
                     "head": {"filters": 8, "dropout": 0}, "activation": "RELU"}}, "width": 1}]
                """));

    var answer = post("/api/v1/experiments", spec.toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .contains("space: stages[0].kernel[1] must be an odd number in 1..31, but is 4;")
        .contains("space: stages[0].layers is missing;")
        .contains("baseline shufflenet-v2-x0.6: ")
        .contains("0.5, 1.0, 1.5, 2.0")
        .contains("baseline mobilenet-v9-x1.0: 'mobilenet-v9' is no network of the zoo")
        .contains("A stage's kernel is odd, but is 4")
        .contains(
            "@16-x1.0 has networks for images of 3x16x16, but those of cifar-10 are of 3x32x32");
  }

  @Test
  void aSpaceWhoseNetworksDoNotTakeTheImagesIsRefused() throws Exception {
    var spec = spec();
    spec.set(
        "space",
        Json.mapper()
            .readTree(
                """
                {"name": "mine", "type": "scaled", "network": "mobilenet-v2",
                 "widths": [0.25, 0.5], "resolutions": [32, 48]}
                """));

    var answer = post("/api/v1/experiments", spec.toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .contains("space 'mine' has networks for images of 3x48x48")
        .contains("workers do not resize them");
  }

  @Test
  void anIncompleteArchitectureIsRefused() throws Exception {
    var spec = spec();
    spec.set(
        "baselines",
        Json.mapper()
            .readTree(
                """
                [{"network": {"type": "staged", "name": "mine",
                  "stages": [], "head": {"filters": 8, "dropout": 0}}, "width": 1}]
                """));

    var answer = post("/api/v1/experiments", spec.toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("baselines[0].network");
  }

  @Test
  void aBrokenRuleOfARecordIsSaidInItsOwnWords() throws Exception {
    var answer = post("/api/v1/experiments", withTrials(0).toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .isEqualTo("An experiment has 1..1000000 trials, but is asked for 0.");
  }

  private ObjectNode withTrials(int trials) {
    var spec = spec();
    spec.remove("trials");
    ((ObjectNode) spec.get("budget")).put("trials", trials);
    return spec;
  }

  @Test
  void aWrongTypeIsNamedByItsPath() throws Exception {
    var spec = spec();
    ((ObjectNode) spec.at("/evaluation/recipe")).put("epochs", "many");

    var answer = post("/api/v1/experiments", spec.toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("evaluation.recipe.epochs").doesNotContain("dev.archway");
  }

  @Test
  void brokenJsonIsNamedByItsPlace() throws Exception {
    var answer = post("/api/v1/experiments", "{\n \"name\": }");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("line 2");
  }

  @Test
  void aNumberThatNoTypeHoldsIsNamedByItsPath() throws Exception {
    for (var number : List.of("1e400", "9223372036854775808", "-0.5")) {
      var answer =
          post(
              "/api/v1/experiments",
              "{\"space\": \"mnasnet-small\", \"parallelism\": " + number + "}");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.detail()).contains("parallelism");
    }
  }

  @Test
  void aBodyThatIsNoTextIsRefusedThoughItHasNoLines() throws Exception {
    for (var path : List.of("/api/v1/experiments", "/api/v1/leases")) {
      var utf16 = HttpRequest.BodyPublishers.ofString("{}", StandardCharsets.UTF_16);
      var answer =
          answer(
              HttpRequest.newBuilder(uri(path))
                  .header("Content-Type", "application/json")
                  .POST(utf16)
                  .build());

      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @Test
  void aCharacterThatTheDatabaseCannotKeepIsRefused() throws Exception {
    var body = post("/api/v1/experiments", withName("a\\u0000b"));
    var parameter = get("/api/v1/experiments?text=a%00b");

    for (var answer : List.of(body, parameter)) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.detail()).contains("U+0000");
    }
  }

  private static String withName(String name) {
    return "{\"space\": \"mnasnet-small\", \"name\": \"" + name + "\"}";
  }

  @Test
  void anAddressThatCannotBeDecodedIsRefused() throws Exception {
    for (var target :
        List.of(
            "/api/v1/experiments?text=%zz",
            "/api/v1/experiments?text=%ff",
            "/api/v1/experiments?text=%",
            "/api/v1/experiments/;%zz")) {
      assertThat(raw("GET", target, "").status()).as(target).isEqualTo(400);
    }
  }

  @Test
  void whatTheWebServerItselfRefusesIsAProblemToo() throws Exception {
    assertThat(raw("GET", "/api/v1/<script>", "").status()).isEqualTo(400);
    assertThat(raw("TRACE", "/api/v1/experiments", "").status()).isEqualTo(405);
    assertThat(raw("GET", "/api/v1/experiments", "Transfer-Encoding: gzip").status())
        .isEqualTo(400);
  }

  @Test
  void aProblemIsSaidToThoseWhoWouldRatherHaveSomethingElse() throws Exception {
    assertThat(raw("GET", "/api/v1/experiments/42", "Accept: /").status()).isEqualTo(400);
    assertThat(raw("GET", "/api/v1/experiments/42", "Accept: image/png").status()).isEqualTo(400);
  }

  @Test
  void nothingIsDoneForACallerThatDoesNotTakeTheAnswer() throws Exception {
    for (var accept : List.of("image/png", "/")) {
      var answer =
          answer(
              HttpRequest.newBuilder(uri("/api/v1/experiments"))
                  .header("Content-Type", "application/json")
                  .header("Accept", accept)
                  .POST(HttpRequest.BodyPublishers.ofString(withName("unheard")))
                  .build());

      assertThat(answer.status()).isEqualTo(406);
    }
    try (var client = new ArchwayClient(URI.create("http://localhost:" + port))) {
      assertThat(client.experiments().list()).noneMatch(e -> e.spec().name().equals("unheard"));
    }
  }

  @Test
  void aContentTypeThatIsNoneIsRefused() throws Exception {
    assertThat(raw("POST", "/api/v1/leases", "Content-Type: */*").status()).isEqualTo(415);
  }

  /// What a program sends that heeds no rules.
  private LoadConnection.Answer raw(String method, String target, String header)
      throws IOException {
    var headers = Stream.of("Host: localhost", "Content-Length: 0", header);
    try (var connection = new LoadConnection(port)) {
      var answer =
          connection.exchange(
              method, target, headers.filter(h -> !h.isEmpty()).toList(), new byte[0]);
      assertThat(answer.type()).isEqualTo("application/problem+json");
      assertThat(Json.mapper().readTree(answer.body()).get("type").asString())
          .startsWith("urn:archway:problem:");
      return answer;
    }
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
