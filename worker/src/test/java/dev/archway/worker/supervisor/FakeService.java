package dev.archway.worker.supervisor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.archway.client.Json;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.Lease;
import dev.archway.core.task.LeaseAnswer;
import dev.archway.core.task.LogLines;
import dev.archway.core.task.Task;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.task.TrainingProgress;
import dev.archway.core.task.WorkerRegistration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The service as a worker sees it: hands out the tasks that a test queues, one lease each, and
/// keeps what the worker says.
final class FakeService implements AutoCloseable {
  final BlockingQueue<WorkerRegistration> registrations = new LinkedBlockingQueue<>();
  final BlockingQueue<TrainingProgress> progress = new LinkedBlockingQueue<>();
  final BlockingQueue<TaskOutcome> outcomes = new LinkedBlockingQueue<>();
  final BlockingQueue<UUID> givenBack = new LinkedBlockingQueue<>();
  final BlockingQueue<ArtifactReference> checkpoints = new LinkedBlockingQueue<>();
  final Queue<String> said = new ConcurrentLinkedQueue<>();
  final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
  volatile boolean cancel;
  volatile Optional<String> enough = Optional.empty();

  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final HttpServer server;

  FakeService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  void queue(Task task) {
    tasks.add(task);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var body = exchange.getRequestBody().readAllBytes();
    var name = path.substring(path.lastIndexOf('/') + 1);
    if (path.startsWith("/api/v1/workers/")) {
      registrations.add(Json.mapper().readValue(body, WorkerRegistration.class));
      send(exchange, null);
    } else if (path.equals("/api/v1/leases")) {
      send(exchange, leases(Json.mapper().readValue(body, ClaimRequest.class)));
    } else if (name.equals("progress")) {
      progress.add(Json.mapper().readValue(body, TrainingProgress.class));
      send(exchange, new LeaseAnswer(cancel, enough));
    } else if (name.equals("heartbeat")) {
      send(exchange, new LeaseAnswer(cancel));
    } else if (name.equals("log")) {
      said.addAll(Json.mapper().readValue(body, LogLines.class).lines());
      send(exchange, new LeaseAnswer(cancel));
    } else if (name.equals("checkpoint")) {
      checkpoints.add(Json.mapper().readValue(body, ArtifactReference.class));
      send(exchange, new LeaseAnswer(cancel));
    } else if (name.equals("result")) {
      outcomes.add(Json.mapper().readValue(body, TaskOutcome.class));
      send(exchange, null);
    } else if (name.equals("give-back")) {
      givenBack.add(UUID.fromString(path.split("/")[4]));
      send(exchange, null);
    } else if (exchange.getRequestMethod().equals("PUT")) {
      artifacts.put(name, body);
      send(exchange, null);
    } else {
      var stored = Objects.requireNonNull(artifacts.get(name));
      exchange.sendResponseHeaders(200, stored.length);
      exchange.getResponseBody().write(stored);
      exchange.close();
    }
  }

  private List<Lease> leases(ClaimRequest request) {
    try {
      var task = tasks.poll(request.waitSeconds(), TimeUnit.SECONDS);
      return task == null
          ? List.of()
          : List.of(new Lease(UUID.randomUUID(), UUID.randomUUID(), 1, 30, task));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static void send(HttpExchange exchange, @Nullable Object body) throws IOException {
    if (body == null) {
      exchange.sendResponseHeaders(204, -1);
    } else {
      var bytes = Json.mapper().writeValueAsBytes(body);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
