package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.core.access.AuditEntry;
import dev.archway.core.access.Scope;
import dev.archway.core.access.TokenRequest;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.searchapi.ServiceTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Tokens of a login service, which this test is.
@ServiceTest
class OidcIT {
  private static final String AUDIENCE = "archway";
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final RSAKey KEY = key();
  private static final HttpServer LOGIN_SERVICE = loginService();

  /// Expiry of these tokens is a matter of the real time.
  private final Clock clock = Clock.systemUTC();

  @LocalServerPort private int port;
  private Calls calls;

  @DynamicPropertySource
  static void login(DynamicPropertyRegistry properties) {
    properties.add("archway.login.oidc.issuer", OidcIT::issuer);
    properties.add("archway.login.oidc.audience", () -> AUDIENCE);
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("of-this-test").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String issuer() {
    return "http://127.0.0.1:" + LOGIN_SERVICE.getAddress().getPort();
  }

  private static HttpServer loginService() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var issuer = "http://127.0.0.1:" + server.getAddress().getPort();
      answer(
          server,
          "/.well-known/openid-configuration",
          """
          {"issuer": "%s", "jwks_uri": "%s/keys", "authorization_endpoint": "%s/login",
           "subject_types_supported": ["public"], "response_types_supported": ["code"],
           "id_token_signing_alg_values_supported": ["RS256"]}
          """
              .formatted(issuer, issuer, issuer));
      answer(server, "/keys", new JWKSet(KEY.toPublicJWK()).toString());
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpServer server, String path, String json) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  @AfterAll
  static void stop() {
    LOGIN_SERVICE.stop(0);
  }

  @BeforeEach
  void connect() {
    calls = new Calls(port);
  }

  @AfterEach
  void disconnect() {
    calls.close();
  }

  @Test
  void theClaimSaysWhatTheHolderMayDo() throws Exception {
    try (var viewer = client(claims("ann").claim("archway_scope", "openid viewer").build());
        var admin =
            client(claims("bob").claim("archway_scope", List.of("viewer", "admin")).build())) {
      assertThat(viewer.experiments().list()).isNotNull();
      assertRefused("forbidden", () -> viewer.tokens().list());

      admin
          .tokens()
          .create(new TokenRequest("laptop", Scope.VIEWER, Optional.empty(), Optional.empty()));
      assertThat(admin.audit(Optional.empty(), 1))
          .extracting(AuditEntry::who)
          .containsExactly("user bob");
    }
  }

  @Test
  void aWorkerGoesByTheNameThatTheLoginServiceGivesIt() throws Exception {
    try (var worker = client(claims("w-1").claim("archway_scope", "worker").build())) {
      worker.fleet().register(new WorkerRegistration("w-1", 1));
      assertRefused("forbidden", () -> worker.fleet().register(new WorkerRegistration("w-2", 1)));
    }
  }

  @Test
  void aTokenWithoutScopeIsRefused() throws Exception {
    for (var claims :
        List.of(
            claims("ann").build(),
            claims("ann").claim("archway_scope", "superuser").build(),
            claims("ann").claim("archway_scope", 7).build())) {
      try (var client = client(claims)) {
        assertRefused("unauthenticated", client.experiments()::list);
      }
    }
  }

  @Test
  void aTokenForAnotherServiceOrOfAnotherIssuerIsRefused() throws Exception {
    for (var claims :
        List.of(
            claims("ann").claim("archway_scope", "admin").audience("another").build(),
            claims("ann").claim("archway_scope", "admin").issuer("http://evil.example").build())) {
      try (var client = client(claims)) {
        assertRefused("unauthenticated", client.experiments()::list);
      }
    }
  }

  @Test
  void aTokenThatHasExpiredIsRefused() throws Exception {
    var past = Date.from(clock.instant().minus(LIFE));
    var claims = claims("ann").claim("archway_scope", "admin").expirationTime(past).build();
    try (var client = client(claims)) {
      assertRefused("unauthenticated", client.experiments()::list);
    }
  }

  @Test
  void aTokenThatSomebodyElseSignedIsRefused() throws Exception {
    var claims = claims("ann").claim("archway_scope", "admin").build();
    var foreign = new RSAKeyGenerator(2048).keyID(KEY.getKeyID()).generate();
    try (var forged = calls.client(signed(claims, foreign));
        var unsigned = calls.client(new PlainJWT(claims).serialize() + "x")) {
      assertRefused("unauthenticated", () -> forged.experiments().list());
      assertRefused("unauthenticated", () -> unsigned.experiments().list());
    }
  }

  private JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .subject(subject)
        .issuer(issuer())
        .audience(AUDIENCE)
        .expirationTime(Date.from(clock.instant().plus(LIFE)));
  }

  private ArchwayClient client(JWTClaimsSet claims) throws JOSEException {
    return calls.client(signed(claims, KEY));
  }

  private static String signed(JWTClaimsSet claims, RSAKey key) throws JOSEException {
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static void assertRefused(String problem, Runnable call) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
