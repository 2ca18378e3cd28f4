package dev.archway.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.archway.core.task.ArtifactReference;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A line that is slow but moves: what takes much longer than the client's patience with silence.
@Timeout(60)
class MovementTest {
  /// SHA-256 of `abc`, FIPS 180-2, appendix B.1.
  private static final String ABC_SHA256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final Duration SILENCE = Duration.ofMillis(1_500);
  private static final Duration STEP = SILENCE.dividedBy(3);
  private static final int STEPS = 5;

  /// More than the system keeps between the two ends of a connection.
  private static final int STEP_BYTES = 12 << 20;

  @TempDir private Path folder;

  @Test
  void aSlowAnswerIsWaitedFor() throws Exception {
    try (var server = Server.start(MovementTest::dripAbc);
        var client = new ArchwayClient(server.address(), Optional.empty(), SILENCE)) {
      var reference = new ArtifactReference(ArtifactReference.Role.WEIGHTS, ABC_SHA256, 3);

      client.artifacts().download(reference, folder.resolve("abc"));

      assertThat(folder.resolve("abc")).hasContent("abc");
    }
  }

  private static void dripAbc(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 3);
    for (char letter : "abc".toCharArray()) {
      // The slow line itself, not a wait for something.
      TimeUnit.MILLISECONDS.sleep(2 * STEP.toMillis());
      exchange.getResponseBody().write(letter);
      exchange.getResponseBody().flush();
    }
  }

  @Test
  void aSlowUploadIsWaitedFor() throws Exception {
    var file = folder.resolve("large");
    try (var large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength((long) STEPS * STEP_BYTES);
    }
    try (var server = Server.start(MovementTest::readSlowly);
        var client = new ArchwayClient(server.address(), Optional.empty(), SILENCE)) {
      assertThat(client.artifacts().upload(ArtifactReference.Role.CHECKPOINT, file).bytes())
          .isEqualTo((long) STEPS * STEP_BYTES);
    }
  }

  private static void readSlowly(HttpExchange exchange) throws IOException, InterruptedException {
    for (int i = 0; i < STEPS; i++) {
      TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
      exchange.getRequestBody().skipNBytes(STEP_BYTES);
    }
    exchange.sendResponseHeaders(204, -1);
  }

  private record Server(HttpServer http) implements AutoCloseable {
    private interface Answer {
      void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    static Server start(Answer answer) throws IOException {
      var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      HttpHandler handler =
          exchange -> {
            try (exchange) {
              answer.to(exchange);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          };
      http.createContext("/", handler);
      http.start();
      return new Server(http);
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }
}
