package dev.archway.searchapi;

import dev.archway.client.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The REST API as a program in another language sees it: texts, statuses and headers.
public final class Api implements AutoCloseable {
  private final URI server;
  private final HttpClient http = HttpClient.newHttpClient();

  public Api(int port) {
    this.server = URI.create("http://localhost:" + port);
  }

  /// What came back.
  public record Answer(int status, String text, HttpResponse<String> whole) {
    public JsonNode body() {
      return Json.mapper().readTree(text);
    }

    public String detail() {
      return body().path("detail").asString();
    }

    public String problem() {
      return body().path("type").asString().replaceFirst(".*:", "");
    }

    public Optional<String> header(String name) {
      return whole.headers().firstValue(name);
    }
  }

  public Answer get(String path) throws Exception {
    return send("GET", path, Optional.empty());
  }

  public Answer post(String path, String json, String... headers) throws Exception {
    return send("POST", path, Optional.of(json), headers);
  }

  public Answer send(String method, String path, Optional<String> json, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(server.resolve("/api/v1" + path))
            .method(
                method,
                json.map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    if (json.isPresent()) {
      request.setHeader("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body(), answer);
  }

  @Override
  public void close() {
    http.close();
  }
}
