package dev.archway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.archway.client.Json;
import dev.archway.core.access.CreatedToken;
import dev.archway.core.access.Scope;
import dev.archway.core.access.TokenRequest;
import dev.archway.core.access.TokenView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TokenCommandIT {
  private static final String TOKEN = "archway_admin_1_2";
  private static final TokenView VIEW =
      new TokenView(
          "1f",
          "laptop",
          Scope.VIEWER,
          Optional.empty(),
          Instant.parse("2026-01-01T06:00:00Z"),
          "ann",
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/tokens",
        exchange -> {
          try (exchange) {
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestURI().getPath()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            var answer =
                switch (exchange.getRequestMethod()) {
                  case "POST" -> new CreatedToken(VIEW, "archway_viewer_1f_shown-once");
                  case "GET" -> List.of(VIEW);
                  default -> Map.of();
                };
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(Json.mapper().writeValueAsBytes(answer));
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void printsANewTokenAloneSoThatAScriptCanKeepIt() throws Exception {
    var create =
        token("create", "--name", "laptop", "--scope", "viewer", "--expires", "2027-01-31");

    assertThat(create.status()).as(create.toString()).isZero();
    assertThat(create.out()).isEqualTo("archway_viewer_1f_shown-once\n");
    assertThat(create.err()).contains("Token 1f was created", "not shown again");
    assertThat(Json.mapper().readValue(bodies.getFirst(), TokenRequest.class))
        .isEqualTo(
            new TokenRequest(
                "laptop",
                Scope.VIEWER,
                Optional.empty(),
                Optional.of(Instant.parse("2027-02-01T00:00:00Z"))));
  }

  @Test
  void listsForPeopleAndForPrograms() throws Exception {
    assertThat(token("list").out()).contains("laptop", "viewer", "good");
    var json = token("list", "-o", "json").out();
    assertThat(Json.mapper().readValue(json, TokenView[].class)).containsExactly(VIEW);
  }

  @Test
  void revokesAndSaysWhoCallsFromTheEnvironment() throws Exception {
    var builder = ArchwayProcess.builder(List.of(), List.of("token", "revoke", "1f"));
    builder.environment().put("ARCHWAY_SERVER", address());
    builder.environment().put("ARCHWAY_TOKEN", TOKEN);
    var revoke = Command.run(builder);

    assertThat(revoke.status()).as(revoke.toString()).isZero();
    assertThat(calls).containsExactly("DELETE /api/v1/tokens/1f Bearer " + TOKEN);
  }

  @Test
  void refusesATokenOfADeviceThatNamesNone() throws Exception {
    var create = token("create", "--name", "pi", "--scope", "device");

    assertThat(create.refusedInOneLine()).as(create.toString()).isTrue();
    assertThat(create.err()).contains("names its device as the subject");
    assertThat(calls).isEmpty();
  }

  @Test
  void refusesAServerThatIsNoAddress() throws Exception {
    var list = Command.archway("token", "list", "--server", "localhost:8080");

    assertThat(list.refusedInOneLine()).as(list.toString()).isTrue();
    assertThat(list.err()).contains("--server", "but is 'localhost:8080'.");
  }

  private Command token(String... arguments) throws Exception {
    var line = new ArrayList<>(List.of("token"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--server", address(), "--token", TOKEN));
    return Command.archway(line.toArray(String[]::new));
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
