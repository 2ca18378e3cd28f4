package dev.archway.device;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.archway.client.Json;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.MeasureTask;
import dev.archway.core.task.TaskOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// As much of the service as a device sees, on a port of its own.
final class FakeService implements AutoCloseable {
  final BlockingQueue<DeviceRegistration> registrations = new LinkedBlockingQueue<>();
  final BlockingQueue<TaskOutcome> outcomes = new LinkedBlockingQueue<>();
  final BlockingQueue<UUID> givenBack = new LinkedBlockingQueue<>();

  /// Tasks whose model was fetched, and so is about to be timed.
  final BlockingQueue<UUID> fetched = new LinkedBlockingQueue<>();

  /// Claims to be answered by "no such device" before any is served.
  final AtomicInteger forgetful = new AtomicInteger();

  private final Map<UUID, byte[]> models = new ConcurrentHashMap<>();
  private final BlockingQueue<Lease> offered = new LinkedBlockingQueue<>();
  private final BlockingQueue<Lease> taken = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  FakeService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/v1/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /// Queues a measuring task over `model`.
  void offer(byte[] model) {
    var task = new MeasureTask("offered", LatencySetting.SINGLE);
    var lease = new Lease(UUID.randomUUID(), UUID.randomUUID(), 7, 30, task);
    models.put(lease.task(), model);
    offered.add(lease);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var path = exchange.getRequestURI().getPath();
    try {
      switch (path.substring(path.lastIndexOf('/') + 1)) {
        case "leases" -> claim(exchange);
        case "model.onnx" -> {
          var task = taken.element().task();
          send(exchange, 200, Objects.requireNonNull(models.get(task)));
          fetched.add(task);
        }
        case "heartbeat" -> sendJson(exchange, 200, new LeaseAnswer(false));
        case "result" -> {
          outcomes.add(Json.mapper().readValue(body, TaskOutcome.class));
          taken.remove();
          sendJson(exchange, 200, List.of());
        }
        case "give-back" -> {
          givenBack.add(taken.remove().task());
          sendJson(exchange, 200, List.of());
        }
        default -> {
          registrations.add(Json.mapper().readValue(body, DeviceRegistration.class));
          sendJson(exchange, 200, List.of());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  /// Holds the call, as the real service does, until there is work.
  private void claim(HttpExchange exchange) throws IOException, InterruptedException {
    if (forgetful.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      send(
          exchange,
          404,
          "{\"type\": \"no-such-device\", \"detail\": \"There is no device 'test'.\"}"
              .getBytes(StandardCharsets.UTF_8));
      return;
    }
    Lease next = null;
    while (next == null && closing.getCount() > 0) {
      next = offered.poll(50, TimeUnit.MILLISECONDS);
    }
    if (next != null) {
      taken.add(next);
    }
    sendJson(exchange, 200, next == null ? List.of() : List.of(next));
  }

  private static void sendJson(HttpExchange exchange, int status, Object body) throws IOException {
    send(exchange, status, Json.mapper().writeValueAsBytes(body));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
