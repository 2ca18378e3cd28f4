package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.core.access.AuditEntry;
import dev.archway.core.access.Scope;
import dev.archway.core.access.TokenRequest;
import dev.archway.core.access.TokenView;
import dev.archway.searchapi.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@ServiceTest
@TestPropertySource(properties = Calls.LOGIN)
class TokenIT {
  @LocalServerPort private int port;
  @Autowired private ServiceTest.MovableClock clock;
  @Autowired private JdbcClient jdbc;
  private Calls calls;

  @BeforeEach
  void connect() {
    calls = new Calls(port);
  }

  @AfterEach
  void disconnect() {
    calls.close();
  }

  @Test
  void isShownOnceAndOpensTheDoor() {
    var created = calls.admin().tokens().create(request("laptop", Optional.empty()));

    try (var viewer = calls.client(created.secret())) {
      assertThat(viewer.experiments().list()).isNotNull();
    }
    assertThat(created.token().createdBy()).isEqualTo("the admin token");
    assertThat(calls.admin().tokens().list())
        .extracting(TokenView::id, TokenView::name, TokenView::scope)
        .contains(
            org.assertj.core.groups.Tuple.tuple(created.token().id(), "laptop", Scope.VIEWER));
  }

  @Test
  void isKeptAsAHashOnly() {
    var created = calls.admin().tokens().create(request("laptop", Optional.empty()));
    var secret = created.secret().substring(created.secret().lastIndexOf('_') + 1);

    var row =
        jdbc.sql("SELECT api_token::text FROM api_token WHERE id = ?")
            .param(created.token().id())
            .query(String.class)
            .single();
    assertThat(row).contains("laptop").doesNotContain(secret);
    assertThat(row.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(400);
  }

  @Test
  void anotherSecretOfTheSameTokenIsRefused() {
    var secret = calls.token(Scope.ADMIN, "");
    char last = secret.charAt(secret.length() - 1);
    var other = secret.substring(0, secret.length() - 1) + (last == '0' ? '1' : '0');

    assertThat(refusal(other)).isEqualTo("The token is not one that this service gave out.");
    assertThat(refusal(secret.replace("admin", "device")))
        .isEqualTo("The token is not one that this service gave out.");
  }

  @Test
  void isRefusedAtOnceWhenItIsRevokedHere() {
    var created = calls.admin().tokens().create(request("laptop", Optional.empty()));
    try (var viewer = calls.client(created.secret())) {
      viewer.experiments().list();
    }
    calls.admin().tokens().revoke(created.token().id());
    calls.admin().tokens().revoke(created.token().id());

    assertThat(refusal(created.secret())).contains(created.token().id(), "was revoked at");
  }

  @Test
  void isRefusedWithinSecondsWhenItIsRevokedElsewhere() {
    var created = calls.admin().tokens().create(request("laptop", Optional.empty()));
    try (var viewer = calls.client(created.secret())) {
      viewer.experiments().list();
      jdbc.sql("UPDATE api_token SET revoked_at = now() WHERE id = ?")
          .param(created.token().id())
          .update();
      viewer.experiments().list();
    }
    clock.advance(Tokens.REMEMBERED);

    assertThat(refusal(created.secret())).contains("was revoked");
  }

  @Test
  void isRefusedOnceItHasExpired() {
    var hour = Duration.ofHours(1);
    var created = calls.admin().tokens().create(request("laptop", Optional.of(hour)));
    try (var viewer = calls.client(created.secret())) {
      clock.advance(hour.minusMillis(1));
      viewer.experiments().list();
    }
    clock.advance(Duration.ofMillis(1));

    assertThat(refusal(created.secret())).contains("expired at");
  }

  @Test
  void cannotExpireBeforeItIsMade() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() ->
            calls.admin().tokens().create(request("laptop", Optional.of(Duration.ofSeconds(-1)))))
        .withMessageContaining("A token's expiresAt lies in the future");
  }

  @Test
  void tellsWhenItWasLastUsed() {
    var created = calls.admin().tokens().create(request("laptop", Optional.empty()));
    assertThat(view(created.token().id()).lastUsedAt()).isEmpty();

    refusal(created.secret().substring(0, created.secret().length() - 64) + "0".repeat(64));
    assertThat(view(created.token().id()).lastUsedAt())
        .as("someone who only knows the id does not use it")
        .isEmpty();

    try (var viewer = calls.client(created.secret())) {
      viewer.experiments().list();
    }
    assertThat(view(created.token().id()).lastUsedAt()).hasValue(clock.instant());
  }

  @Test
  void oneThatDoesNotExistCannotBeRevoked() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> calls.admin().tokens().revoke("0000000000000000"))
        .withMessage("There is no token 0000000000000000.");
  }

  @Test
  void comeInPagesInTheOrderOfTheirCreation() throws Exception {
    for (int i = 0; i < 3; i++) {
      calls.token(Scope.VIEWER, "");
    }
    var all = calls.admin().tokens().list().stream().map(TokenView::id).toList();
    var page =
        calls.send(
            calls.request(
                "/api/v1/tokens?limit=2&after=" + all.get(all.size() - 3), Calls.ADMIN_TOKEN));

    assertThat(page.body())
        .containsSubsequence(all.get(all.size() - 2), all.getLast())
        .doesNotContain(all.get(all.size() - 3));
    var tooMany = calls.send(calls.request("/api/v1/tokens?limit=1001", Calls.ADMIN_TOKEN));
    assertThat(calls.refused(400, "invalid-request", tooMany).get("detail").asString())
        .isEqualTo("Parameter limit lies in 1..1000, but is 1001.");
  }

  @Test
  void changesAreRecordedWithWhoMadeThem() {
    var admin = calls.admin().tokens().create(new TokenRequest("ann", Scope.ADMIN, none(), none()));
    var made = calls.admin().tokens().create(request("laptop", Optional.empty()));
    try (var ann = calls.client(admin.secret())) {
      ann.tokens().revoke(made.token().id());
      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> ann.tokens().revoke("nothing"));
      ann.tokens().list();
    }
    var target = "/api/v1/tokens/" + made.token().id();
    var entries = calls.admin().audit(none(), 2);

    assertThat(entries)
        .extracting(AuditEntry::who, AuditEntry::scope, AuditEntry::what, AuditEntry::target)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "token %s (ann)".formatted(admin.token().id()),
                Scope.ADMIN,
                "DELETE /api/v1/tokens/{id}",
                target),
            org.assertj.core.groups.Tuple.tuple(
                "the admin token", Scope.ADMIN, "POST /api/v1/tokens", target));
    assertThat(calls.admin().audit(Optional.of(entries.getFirst().id()), 1))
        .containsExactly(entries.getLast());
  }

  private TokenView view(String id) {
    return calls.admin().tokens().list().stream()
        .filter(token -> token.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private String refusal(String token) {
    try (ArchwayClient client = calls.client(token)) {
      client.experiments().list();
      throw new AssertionError("The token was accepted.");
    } catch (ApiException e) {
      assertThat(e.status()).isEqualTo(401);
      return String.valueOf(e.getMessage());
    }
  }

  private TokenRequest request(String name, Optional<Duration> life) {
    return new TokenRequest(name, Scope.VIEWER, none(), life.map(l -> clock.instant().plus(l)));
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
