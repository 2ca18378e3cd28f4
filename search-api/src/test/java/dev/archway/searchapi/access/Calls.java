package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.AccessToken;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.core.access.Scope;
import dev.archway.core.access.TokenRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Calls of a service that has a login.
final class Calls implements AutoCloseable {
  /// What the services of these tests are started with.
  static final String ADMIN_TOKEN = "the-admin-token-of-these-tests-0123456789";

  static final String LOGIN = "archway.login.admin-token=" + ADMIN_TOKEN;

  private final URI server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ArchwayClient admin;

  Calls(int port) {
    this.server = URI.create("http://127.0.0.1:" + port);
    this.admin = client(ADMIN_TOKEN);
  }

  /// A client that may do everything.
  ArchwayClient admin() {
    return admin;
  }

  ArchwayClient client(String token) {
    return new ArchwayClient(server, Optional.of(new AccessToken(token)));
  }

  /// A new token; a worker's or device's goes by the name `subject`.
  String token(Scope scope, String subject) {
    boolean works = scope == Scope.WORKER || scope == Scope.DEVICE;
    return admin
        .tokens()
        .create(
            new TokenRequest(
                "of a test",
                scope,
                works ? Optional.of(subject) : Optional.empty(),
                Optional.empty()))
        .secret();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path));
  }

  HttpRequest.Builder request(String path, String token) {
    return request(path).header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// The problem that a request is refused with.
  JsonNode refused(int status, String type, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var problem = Json.mapper().readTree(response.body());
    assertThat(problem.get("type").asString()).isEqualTo("urn:archway:problem:" + type);
    return problem;
  }

  @Override
  public void close() {
    admin.close();
    http.close();
  }
}
