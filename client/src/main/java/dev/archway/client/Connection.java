package dev.archway.client;

import dev.archway.core.experiment.Fault;
import dev.archway.core.page.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// Requests and answers of one service, whatever they are about: who calls, how long silence is
/// borne, pages, and problems as exceptions.
final class Connection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int PAGE = 500;

  private final URI server;
  private final Optional<AccessToken> token;
  private final Duration silence;
  private final HttpClient http;

  /// @param silence a call in which no byte moves for so long is given up
  Connection(URI server, Optional<AccessToken> token, Duration silence) {
    this.server = server;
    this.token = token;
    this.silence = silence;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  URI server() {
    return server;
  }

  Duration silence() {
    return silence;
  }

  static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Accept", "application/json, application/problem+json, */*");
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t.text()));
    return request;
  }

  HttpRequest.Builder get(String path) {
    return request(path).GET();
  }

  HttpRequest.Builder post(String path, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
  }

  HttpRequest.Builder put(String path, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .PUT(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
  }

  /// A call whose answer says nothing.
  void call(HttpRequest.Builder request) {
    bytes(request, silence);
  }

  byte[] bytes(HttpRequest.Builder request) {
    return bytes(request, silence).body();
  }

  private HttpResponse<byte[]> bytes(HttpRequest.Builder request, Duration atMost) {
    var response = send(request.build(), HttpResponse.BodyHandlers.ofByteArray(), atMost);
    refuseFailure(response.statusCode(), response.body());
    return response;
  }

  /// All items of a list, page by page.
  ///
  /// @param page the call for the page that a query says
  <T> List<T> all(Function<Query, HttpRequest.Builder> page, TypeReference<Page<T>> type) {
    return some(page, Integer.MAX_VALUE, type);
  }

  /// The first items of a list, page by page.
  <T> List<T> some(
      Function<Query, HttpRequest.Builder> page, int atMost, TypeReference<Page<T>> type) {
    var items = new ArrayList<T>();
    var next = Optional.of("");
    while (next.isPresent() && items.size() < atMost) {
      var query =
          new Query()
              .with("limit", Math.min(PAGE, atMost - items.size()))
              .with("after", next.filter(after -> !after.isEmpty()));
      var answer = read(page.apply(query), type);
      items.addAll(answer.items());
      next = answer.next();
    }
    return items;
  }

  <T> T read(HttpRequest.Builder request, TypeReference<T> type) {
    return read(request, silence, type);
  }

  <T> T read(HttpRequest.Builder request, Duration atMost, TypeReference<T> type) {
    return read(bytes(request, atMost), type);
  }

  /// The answer with its version.
  <T> Versioned<T> versioned(HttpRequest.Builder request, TypeReference<T> type) {
    var response = bytes(request, silence);
    var tag = response.headers().firstValue("ETag").orElse("*");
    return new Versioned<>(read(response, type), tag);
  }

  private <T> T read(HttpResponse<byte[]> response, TypeReference<T> type) {
    try {
      return Json.mapper().readValue(response.body(), type);
    } catch (JacksonException e) {
      // A proxy's page, or half an answer: as good as none.
      var request = response.request();
      throw new NoAnswerException(
          server,
          "No answer that makes sense from %s to %s %s"
              .formatted(server, request.method(), request.uri().getPath()),
          new IOException(e));
    }
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    return send(request.build(), handler, silence);
  }

  /// @param atMost how long nothing may move
  private <T> HttpResponse<T> send(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration atMost) {
    var movement = new Movement();
    var seen = HttpRequest.newBuilder(request, (_, _) -> true);
    request.bodyPublisher().ifPresent(b -> seen.method(request.method(), movement.seenIn(b)));
    var exchange = http.sendAsync(seen.build(), movement.seenIn(handler));
    try {
      while (true) {
        var left = atMost.minus(movement.silence());
        if (!left.isPositive()) {
          throw noAnswer(
              request, new IOException("Nothing has moved for " + atMost.toMillis() / 1e3 + " s."));
        }
        try {
          return exchange.get(left.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          // Something may have moved meanwhile.
        }
      }
    } catch (ExecutionException e) {
      throw noAnswer(request, failed(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted while calling " + server, e));
    } finally {
      exchange.cancel(true);
    }
  }

  /// What broke a call, unless it is a fault of our own.
  private static IOException failed(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> new IOException(e);
    };
  }

  private NoAnswerException noAnswer(HttpRequest request, IOException cause) {
    var sentence =
        "No answer from %s to %s %s".formatted(server, request.method(), request.uri().getPath());
    var detail = cause.getMessage();
    return new NoAnswerException(
        server, detail == null ? sentence : sentence + ": " + detail, cause);
  }

  /// Throws what the service says of a call that it refuses.
  static void refuseFailure(int status, byte[] body) {
    if (status >= 400) {
      var problem = problem(body);
      throw problem == null
          ? new ApiException(
              status,
              "unknown",
              "The service failed",
              "The service answered with status " + status + ".",
              List.of())
          : new ApiException(
              status,
              problem.type().replaceFirst(".*[/#:]", ""),
              problem.title().orElse("The service refused"),
              problem.detail(),
              problem.faults().orElse(List.of()));
    }
  }

  private record Problem(
      String type, Optional<String> title, String detail, Optional<List<Fault>> faults) {}

  private static @Nullable Problem problem(byte[] body) {
    try {
      var problem = Json.mapper().readValue(body, Problem.class);
      return problem == null || problem.type() == null || problem.detail() == null ? null : problem;
    } catch (JacksonException e) {
      return null;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
