package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.access.Scope;
import dev.archway.core.access.TokenRequest;
import dev.archway.searchapi.ServiceTest;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// What is secret is in no log, not even a talkative one, and in no answer but the first.
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = Calls.LOGIN)
class SecretsIT {
  private static final Map<String, LogLevel> TALKATIVE =
      Map.of(
          "dev.archway",
          LogLevel.TRACE,
          "org.springframework.web",
          LogLevel.DEBUG,
          "org.springframework.security",
          LogLevel.TRACE,
          "org.springframework.jdbc",
          LogLevel.DEBUG);

  private final LoggingSystem logs = LoggingSystem.get(SecretsIT.class.getClassLoader());
  private final Map<String, Optional<LogLevel>> before = new HashMap<>();

  @LocalServerPort private int port;

  @BeforeEach
  void talk() {
    TALKATIVE.forEach((name, level) -> {
      before.put(
          name,
          Optional.ofNullable(logs.getLoggerConfiguration(name))
              .map(LoggerConfiguration::getConfiguredLevel));
      logs.setLogLevel(name, level);
    });
  }

  /// Levels are the process's, and outlive this context.
  @AfterEach
  void talkAsBefore() {
    before.forEach((name, level) -> logs.setLogLevel(name, level.orElse(null)));
  }

  @Test
  void areNeverLoggedAndNeverSaidAgain(CapturedOutput output) throws Exception {
    var answers = new ArrayList<String>();
    try (var calls = new Calls(port)) {
      var created =
          calls
              .admin()
              .tokens()
              .create(new TokenRequest("laptop", Scope.ADMIN, Optional.empty(), Optional.empty()));
      var secret = created.secret().substring(created.secret().lastIndexOf('_') + 1);
      var wrong = "f".repeat(64);
      for (var token :
          List.of(
              created.secret(),
              created.secret().replace(secret, wrong),
              "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0." + secret)) {
        for (var path : List.of("/api/v1/tokens", "/api/v1/audit", "/api/v1/nowhere")) {
          answers.add(calls.send(calls.request(path, token)).body());
        }
        answers.add(
            calls
                .send(
                    calls
                        .request("/api/v1/tokens", token)
                        .header("Content-Type", "application/json")
                        .POST(
                            HttpRequest.BodyPublishers.ofString("{\"name\": 1, \"scope\": \"a\"}")))
                .body());
      }
      calls.admin().tokens().revoke(created.token().id());
      answers.add(calls.send(calls.request("/api/v1/tokens", created.secret())).body());

      assertThat(output.getAll()).contains("Securing GET /api/v1/tokens");
      for (var hidden : List.of(secret, wrong, Calls.ADMIN_TOKEN)) {
        assertThat(output.getAll()).doesNotContain(hidden);
        assertThat(answers).noneMatch(answer -> answer.contains(hidden));
      }
    }
  }
}
