package dev.archway.searchapi.access;

import dev.archway.core.access.CreatedToken;
import dev.archway.core.access.Scope;
import dev.archway.core.access.TokenRequest;
import dev.archway.core.access.TokenView;
import dev.archway.searchapi.problem.ProblemType;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Gives tokens out, takes them back, and tells whose each is.
@Service
class Tokens {
  /// For how long a token is not looked up again, so that a request costs no statement. A token
  /// that is revoked through another replica is accepted by this one for so long.
  static final Duration REMEMBERED = Duration.ofSeconds(5);

  /// How old the note of the last use may get before it is renewed.
  private static final Duration NOTED = Duration.ofMinutes(1);

  private static final String COLUMNS =
      "id, name, scope, subject, created_at, created_by, expires_at, last_used_at, revoked_at";

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /// Holds tokens that exist only, so that guesses do not fill it.
  private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

  Tokens(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// A row, and when it was read.
  private static final class Known {
    private final TokenView view;
    private final byte[] hash;
    private final Instant readAt;

    Known(TokenView view, byte[] hash, Instant readAt) {
      this.view = view;
      this.hash = hash;
      this.readAt = readAt;
    }

    boolean isOf(TokenText token) {
      return TokenText.same(hash, token.hash());
    }

    boolean fresh(Instant now) {
      return !now.isBefore(readAt) && now.isBefore(readAt.plus(REMEMBERED));
    }

    Caller caller() {
      return new Caller(
          "token %s (%s)".formatted(view.id(), view.name()), view.scope(), view.subject());
    }
  }

  /// A new token; this is the only time that its secret is known.
  CreatedToken create(TokenRequest request, Caller by) {
    var now = clock.instant();
    request
        .expiresAt()
        .filter(end -> !end.isAfter(now))
        .ifPresent(end -> {
          throw ProblemType.INVALID_REQUEST.because(
              "A token's expiresAt lies in the future, but is %s, and it is %s now."
                  .formatted(end, now));
        });
    var token = TokenText.create(request.scope(), random);
    jdbc.sql(
            """
            INSERT INTO api_token
              (id, name, scope, subject, hash, created_at, created_by, expires_at)
            VALUES (:id, :name, :scope, :subject, :hash, :now, :by, :end)
            """)
        .param("id", token.id())
        .param("name", request.name())
        .param("scope", request.scope().name())
        .param("subject", request.subject().orElse(null))
        .param("hash", token.hash())
        .param("now", at(now))
        .param("by", by.name())
        .param("end", request.expiresAt().map(Tokens::at).orElse(null))
        .update();
    return new CreatedToken(
        read(token.id()).orElseThrow(() -> new IllegalStateException("It was just made.")).view,
        token.text());
  }

  /// A page of all tokens, those that are over included, in the order of their creation.
  ///
  /// @param after the last that the reader has; absent for the first page
  List<TokenView> list(Optional<String> after, int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM api_token WHERE :after::text IS NULL OR (created_at, id) >"
                + " (SELECT created_at, id FROM api_token WHERE id = :after)"
                + " ORDER BY created_at, id LIMIT :limit")
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query((row, _) -> view(row))
        .list();
  }

  /// Has a token accepted no longer; once more changes nothing.
  void revoke(String id) {
    int found =
        jdbc.sql("UPDATE api_token SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?")
            .params(at(clock.instant()), id)
            .update();
    known.remove(id);
    if (found == 0) {
      throw ProblemType.NOT_FOUND.because("There is no token " + id + ".");
    }
  }

  /// Whose a token is.
  ///
  /// @throws RefusedCallerException it is nobody's, or is over
  Caller caller(String text) {
    var now = clock.instant();
    var token = TokenText.parse(text);
    var found =
        token
            .flatMap(t -> look(t.id(), now).filter(k -> k.isOf(t)))
            .orElseThrow(() ->
                RefusedCallerException.token("The token is not one that this service gave out."));
    var view = found.view;
    if (view.revokedAt().isPresent()) {
      throw RefusedCallerException.token(
          "Token %s was revoked at %s.".formatted(view.id(), view.revokedAt().get()));
    }
    if (view.expiresAt().isPresent() && !now.isBefore(view.expiresAt().get())) {
      throw RefusedCallerException.token(
          "Token %s expired at %s.".formatted(view.id(), view.expiresAt().get()));
    }
    noteUse(view, now);
    return found.caller();
  }

  private Optional<Known> look(String id, Instant now) {
    var remembered = known.get(id);
    if (remembered != null && remembered.fresh(now)) {
      return Optional.of(remembered);
    }
    var read = read(id);
    read.ifPresentOrElse(token -> known.put(id, token), () -> known.remove(id));
    return read;
  }

  private void noteUse(TokenView token, Instant now) {
    if (token.lastUsedAt().map(last -> last.isBefore(now.minus(NOTED))).orElse(true)) {
      jdbc.sql("UPDATE api_token SET last_used_at = ? WHERE id = ?")
          .params(at(now), token.id())
          .update();
      read(token.id()).ifPresent(noted -> known.put(token.id(), noted));
    }
  }

  private Optional<Known> read(String id) {
    return jdbc.sql("SELECT hash, " + COLUMNS + " FROM api_token WHERE id = ?")
        .param(id)
        .query((row, _) -> new Known(view(row), row.getBytes("hash"), clock.instant()))
        .optional();
  }

  private static TokenView view(ResultSet row) throws SQLException {
    return new TokenView(
        row.getString("id"),
        row.getString("name"),
        Scope.valueOf(row.getString("scope")),
        Optional.ofNullable(row.getString("subject")),
        instant(row, "created_at").orElseThrow(),
        row.getString("created_by"),
        instant(row, "expires_at"),
        instant(row, "last_used_at"),
        instant(row, "revoked_at"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
