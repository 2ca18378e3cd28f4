package dev.archway.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A service over real HTTP that hands out the leases it is given and remembers what it is told.
final class FakeService implements AutoCloseable {
  /// A call as the service saw it; the path is without `/api/v1`.
  record Call(String method, String path, String body) {}

  /// What a call is answered with; a character of the body is a byte.
  record Answer(int status, String type, String body) {
    private static final int HANGS_UP = -1;
    private static final int SILENT = -2;
    private static final int FALLS_SILENT = -3;

    static Answer json(Object value) {
      return new Answer(200, "application/json", Json.mapper().writeValueAsString(value));
    }

    static Answer problem(int status, String type, String detail) {
      return new Answer(
          status,
          "application/problem+json",
          Json.mapper()
              .writeValueAsString(
                  Map.of("type", type, "title", "A title", "status", status, "detail", detail)));
    }

    /// The connection is cut before a word is said.
    static Answer hangUp() {
      return new Answer(HANGS_UP, "", "");
    }

    /// The call is taken and never answered.
    static Answer silence() {
      return new Answer(SILENT, "", "");
    }

    /// The answer begins and never ends.
    static Answer fallsSilentAfter(String beginning) {
      return new Answer(FALLS_SILENT, "application/octet-stream", beginning);
    }

    static Answer nothing() {
      return new Answer(204, "application/json", "");
    }
  }

  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<Lease> work = new LinkedBlockingQueue<>();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final List<Call> history = new CopyOnWriteArrayList<>();
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;
  private int port;

  FakeService() {
    start();
  }

  /// Begins to answer, at the same address as before.
  void start() {
    try {
      var started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      threads = Executors.newVirtualThreadPerTaskExecutor();
      started.setExecutor(threads);
      started.createContext("/", this::handle);
      started.start();
      port = started.getAddress().getPort();
      server = started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Is away: connections are refused.
  void stop() {
    if (server != null) {
      server.stop(0);
    }
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Offers a task to whoever claims next.
  void offer(Lease lease) {
    work.add(lease);
  }

  /// Answers calls of this path, query left out, in this way from now on.
  void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  /// Goes back to how it answers by itself.
  void answerNormally(String path) {
    answers.remove(path);
  }

  /// Makes a stored file something else than its name says.
  void damage(String sha256) {
    artifacts.computeIfPresent(
        sha256,
        (_, content) -> {
          var damaged = content.clone();
          damaged[0] ^= 1;
          return damaged;
        });
  }

  /// The content of a stored file.
  byte @Nullable [] artifact(String sha256) {
    return artifacts.get(sha256);
  }

  /// Waits for the next call whose path ends so; calls before it are forgotten.
  Call awaitCall(String pathEnd) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      var call = calls.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (call == null) {
        throw new AssertionError("Nobody called " + pathEnd + " within 30 s.");
      }
      if (withoutQuery(call.path()).endsWith(pathEnd)) {
        return call;
      }
    }
  }

  /// All calls so far, waited for or not; plain claims are left out.
  List<Call> history() {
    return List.copyOf(history);
  }

  /// The header `Authorization` of all calls so far; `null` in words where one had none.
  List<String> credentials() {
    return List.copyOf(credentials);
  }

  @Override
  public void close() {
    stop();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().toString().replaceFirst("^/api/v1", "");
      var body = exchange.getRequestBody().readAllBytes();
      credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      var call =
          new Call(exchange.getRequestMethod(), path, new String(body, StandardCharsets.UTF_8));
      var given = answers.get(withoutQuery(path));
      var answer = given == null ? normal(call, body) : given;
      if (given != null || !path.equals("/leases")) {
        history.add(call);
        calls.add(call);
      }
      if (answer.status() == Answer.SILENT) {
        new CountDownLatch(1).await();
      }
      if (answer.status() == Answer.HANGS_UP) {
        return;
      }
      if (answer.status() == Answer.FALLS_SILENT) {
        exchange.sendResponseHeaders(200, 2L * answer.body().length());
        exchange.getResponseBody().write(answer.body().getBytes(StandardCharsets.ISO_8859_1));
        exchange.getResponseBody().flush();
        new CountDownLatch(1).await();
      }
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(
          answer.status(), answer.body().isEmpty() ? -1 : answer.body().length());
      exchange.getResponseBody().write(answer.body().getBytes(StandardCharsets.ISO_8859_1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer normal(Call call, byte[] body) throws InterruptedException {
    var path = withoutQuery(call.path());
    if (path.equals("/leases")) {
      var lease = work.poll(1, TimeUnit.SECONDS);
      return Answer.json(lease == null ? List.of() : List.of(lease));
    }
    if (path.startsWith("/artifacts/")) {
      var name = path.substring("/artifacts/".length());
      if (call.method().equals("PUT")) {
        artifacts.put(name, body);
        return Answer.nothing();
      }
      var content = artifacts.get(name);
      return content == null
          ? Answer.problem(404, "/problems/not-found", "No artifact " + name + " is stored.")
          : new Answer(
              200, "application/octet-stream", new String(content, StandardCharsets.ISO_8859_1));
    }
    return path.endsWith("/heartbeat") || path.endsWith("/progress")
        ? Answer.json(new LeaseAnswer(false))
        : Answer.nothing();
  }

  private static String withoutQuery(String path) {
    return path.replaceFirst("\\?.*", "");
  }

  /// What a client sends as a form of `name=value` pairs after the path.
  static Map<String, String> query(Call call) {
    var values = new HashMap<String, String>();
    for (var pair : call.path().replaceFirst("^[^?]*\\??", "").split("&", -1)) {
      var parts = pair.split("=", 2);
      values.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return values;
  }
}
