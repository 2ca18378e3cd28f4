package dev.archway.searchapi.access;

import dev.archway.core.access.Scope;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/// Takes the tokens of an OpenID Connect login service: signed, not expired, and made out for this
/// service. A claim says what the holder may do.
final class LoginService {
  private static final Logger log = LoggerFactory.getLogger(LoginService.class);

  /// Of several scopes the first of these counts.
  private static final List<Scope> STRONGEST_FIRST =
      List.of(Scope.ADMIN, Scope.EDITOR, Scope.VIEWER, Scope.WORKER, Scope.DEVICE);

  private final JwtDecoder decoder;
  private final String claim;

  LoginService(JwtDecoder decoder, String claim) {
    this.decoder = decoder;
    this.claim = claim;
  }

  /// Whose a token is. A worker or device goes by the name that the login service gives it.
  ///
  /// @throws RefusedCallerException it is not accepted
  Caller caller(String token) {
    var jwt = decode(token);
    var subject = jwt.getSubject();
    if (subject == null || subject.isBlank()) {
      throw RefusedCallerException.token("The token's claim sub is missing.");
    }
    var scope =
        scope(jwt)
            .orElseThrow(() ->
                RefusedCallerException.token(
                    "The token's claim %s names none of %s."
                        .formatted(
                            claim, Arrays.stream(Scope.values()).map(Scope::word).toList())));
    return new Caller(
        "user " + subject,
        scope,
        scope == Scope.WORKER || scope == Scope.DEVICE ? Optional.of(subject) : Optional.empty());
  }

  private Jwt decode(String token) {
    try {
      return decoder.decode(token);
    } catch (BadJwtException e) {
      // Its message may quote the token.
      throw RefusedCallerException.token(
          "The token is none of the login service's for this service, or it has expired.");
    } catch (JwtException e) {
      log.warn("The login service does not answer: {}", e.getMessage());
      throw RefusedCallerException.unavailable(
          "The login service does not answer, so that nobody knows whether its token is good.");
    }
  }

  /// The claim is a list, or one text with spaces between the scopes.
  private Optional<Scope> scope(Jwt jwt) {
    Set<String> words = new HashSet<>();
    switch (jwt.getClaims().get(claim)) {
      case String text -> words.addAll(List.of(text.split(" ")));
      case List<?> list -> list.forEach(word -> words.add(String.valueOf(word)));
      case null, default -> {
        // It names none.
      }
    }
    return STRONGEST_FIRST.stream().filter(scope -> words.contains(scope.word())).findFirst();
  }
}
