package dev.archway.searchapi.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/// Finds out who sent a token: the holder of the admin token, of one that the service gave out, or
/// of one of the login service. An address whose tokens are refused too often has to wait.
final class TokenCheck implements AuthenticationManagerResolver<HttpServletRequest> {
  private static final Logger log = LoggerFactory.getLogger(TokenCheck.class);

  private final Optional<byte[]> adminToken;
  private final Tokens tokens;
  private final Optional<LoginService> loginService;
  private final Buckets failures;

  /// @param adminToken blank for none
  TokenCheck(
      String adminToken, Tokens tokens, Optional<LoginService> loginService, Buckets failures) {
    this.adminToken =
        adminToken.isBlank() ? Optional.empty() : Optional.of(TokenText.hash(adminToken));
    this.tokens = tokens;
    this.loginService = loginService;
    this.failures = failures;
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    var address = request.getRemoteAddr();
    failures
        .look(address)
        .ifPresent(wait -> {
          throw RefusedCallerException.tooOften(
              "Too many tokens that are not accepted came from " + address + ".", wait);
        });
    return presented -> {
      try {
        return authenticated(presented);
      } catch (RefusedCallerException e) {
        failures.take(address);
        throw e;
      }
    };
  }

  private Authentication authenticated(Authentication presented) {
    try {
      return caller(((BearerTokenAuthenticationToken) presented).getToken()).authenticated();
    } catch (DataAccessException e) {
      log.warn("Tokens cannot be looked up: {}", e.getMessage());
      throw RefusedCallerException.unavailable("The database does not answer; it is waited for.");
    }
  }

  private Caller caller(String token) {
    if (adminToken.filter(admin -> TokenText.same(admin, TokenText.hash(token))).isPresent()) {
      return Caller.ADMIN_TOKEN;
    }
    return loginService.isPresent() && !token.startsWith(TokenText.PREFIX)
        ? loginService.get().caller(token)
        : tokens.caller(token);
  }
}
