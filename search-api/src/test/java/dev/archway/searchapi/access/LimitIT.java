package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.access.Scope;
import dev.archway.searchapi.ServiceTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// How much a caller may ask for. The clock stands still, so that nothing is granted with time.
@ServiceTest
@TestPropertySource(
    properties = {
      Calls.LOGIN,
      "archway.limits.requests-per-second=5",
      "archway.limits.failures-per-second=2",
      "archway.limits.body=1KB"
    })
class LimitIT {
  private static final int AT_ONCE = 10;
  private static final int FAILURES_AT_ONCE = 4;

  @LocalServerPort private int port;
  @Autowired private ServiceTest.MovableClock clock;
  private Calls calls;

  @BeforeEach
  void connect() {
    clock.advance(Duration.ofMinutes(1));
    calls = new Calls(port);
  }

  @AfterEach
  void disconnect() {
    calls.close();
  }

  @Test
  void aCallerThatAsksTooFastIsToldHowLongToWaitAndAnotherIsNot() throws Exception {
    var fast = calls.token(Scope.VIEWER, "");
    var other = calls.token(Scope.VIEWER, "");
    for (int i = 0; i < AT_ONCE; i++) {
      assertThat(status("/api/v1/experiments", fast)).isEqualTo(200);
    }
    var response = calls.send(calls.request("/api/v1/experiments", fast));

    calls.refused(429, "rate-limited", response);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(status("/api/v1/experiments", other)).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(status("/api/v1/experiments", fast)).isEqualTo(200);
  }

  @Test
  void anAddressThatTriesTokensHasToWaitEvenWithAGoodOne() throws Exception {
    var good = calls.token(Scope.VIEWER, "");
    for (int i = 0; i < FAILURES_AT_ONCE; i++) {
      assertThat(status("/api/v1/experiments", "guess-" + i)).isEqualTo(401);
    }
    calls.refused(429, "rate-limited", calls.send(calls.request("/api/v1/experiments", "guess")));
    calls.refused(429, "rate-limited", calls.send(calls.request("/api/v1/experiments", good)));

    clock.advance(Duration.ofSeconds(1));
    assertThat(status("/api/v1/experiments", good)).isEqualTo(200);
  }

  @Test
  void aBodyThatIsTooLongIsRefusedWhetherItSaysSoOrNot() throws Exception {
    var body = "{\"name\": \"%s\", \"scope\": \"VIEWER\"}".formatted("a".repeat(1024));
    var announced = HttpRequest.BodyPublishers.ofString(body);
    var silent =
        HttpRequest.BodyPublishers.ofInputStream(
            () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    for (var publisher : new HttpRequest.BodyPublisher[] {announced, silent}) {
      var response =
          calls.send(
              calls
                  .request("/api/v1/tokens", Calls.ADMIN_TOKEN)
                  .header("Content-Type", "application/json")
                  .POST(publisher));
      assertThat(calls.refused(413, "too-large", response).get("detail").asString())
          .isEqualTo("A body has at most 1024 bytes, but this one has more.");
    }
  }

  private int status(String path, String token) throws Exception {
    return calls.send(calls.request(path, token)).statusCode();
  }
}
