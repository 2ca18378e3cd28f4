package dev.archway.searchapi.repetition;

import dev.archway.searchapi.problem.ProblemType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Does what a request with an `Idempotency-Key` asks for once, however often it arrives: within
/// one transaction with the key's row, so that either both are there or neither. A second request
/// waits for the first, and is told what that was told.
@Component
public class Repetitions {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final int LONGEST_KEY = 200;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Repetitions(JdbcClient jdbc, JsonMapper json, Clock clock, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.transaction = transaction;
  }

  /// What was answered.
  private record Answer(String request, int status, @Nullable String location, String body) {}

  /// Does it, or tells what came of it when it was done.
  ///
  /// @param request what is asked, so that one key is not used for two things
  public ResponseEntity<?> once(
      Optional<String> key, String request, Supplier<ResponseEntity<?>> action) {
    return key.isEmpty() ? action.get() : once(key.get(), hash(request), action);
  }

  private ResponseEntity<?> once(String key, String request, Supplier<ResponseEntity<?>> action) {
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw ProblemType.INVALID_REQUEST.because(
          "An Idempotency-Key has 1 to %d characters, but %d."
              .formatted(LONGEST_KEY, key.length()));
    }
    return transaction.execute(_ -> {
      if (reserve(key, request)) {
        var answer = action.get();
        keep(key, answer);
        return answer;
      }
      return again(key, request);
    });
  }

  private boolean reserve(String key, String request) {
    jdbc.sql("DELETE FROM idempotency_key WHERE principal = '' AND key = ? AND created_at < ?")
        .params(key, oldest())
        .update();
    return jdbc.sql(
                "INSERT INTO idempotency_key (principal, key, request, created_at)"
                    + " VALUES ('', ?, ?, ?) ON CONFLICT DO NOTHING")
            .params(key, request, OffsetDateTime.now(clock))
            .update()
        == 1;
  }

  private void keep(String key, ResponseEntity<?> answer) {
    jdbc.sql(
            "UPDATE idempotency_key SET status = :status, location = :location, body = :body"
                + " WHERE principal = '' AND key = :key")
        .param("status", answer.getStatusCode().value())
        .param("location", answer.getHeaders().getFirst(HttpHeaders.LOCATION))
        .param("body", json.writeValueAsString(answer.getBody()))
        .param("key", key)
        .update();
  }

  private ResponseEntity<?> again(String key, String request) {
    var known =
        jdbc.sql(
                "SELECT request, status, location, body FROM idempotency_key"
                    + " WHERE principal = '' AND key = ?")
            .param(key)
            .query((row, _) ->
                new Answer(
                    row.getString("request"),
                    row.getInt("status"),
                    row.getString("location"),
                    row.getString("body")))
            .single();
    if (!known.request().equals(request)) {
      throw ProblemType.KEY_REUSED.because(
          "The Idempotency-Key '%s' was sent with another request before: a new request takes a new key."
              .formatted(key));
    }
    var answer = ResponseEntity.status(known.status()).contentType(MediaType.APPLICATION_JSON);
    if (known.location() != null) {
      answer.location(URI.create(known.location()));
    }
    return answer.body(json.readTree(known.body()));
  }

  @Scheduled(fixedDelay = 3_600_000, initialDelay = 600_000)
  void forget() {
    jdbc.sql("DELETE FROM idempotency_key WHERE created_at < ?").param(oldest()).update();
  }

  private OffsetDateTime oldest() {
    return OffsetDateTime.now(clock).minus(KEPT);
  }

  private static String hash(String request) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(request.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
