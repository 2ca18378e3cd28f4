package dev.archway.searchapi.access;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How callers say who they are.
///
/// @param required whether they have to; by default where a login is configured
/// @param adminToken a secret whose holder may do everything; blank for none
/// @param oidc the login service whose tokens are taken, too
@ConfigurationProperties("archway.login")
record LoginSettings(
    Optional<Boolean> required, @DefaultValue("") String adminToken, @DefaultValue Oidc oidc) {

  /// What is read from the tokens of a login service; where it is found is Spring's
  /// `spring.security.oauth2.resourceserver.jwt`.
  ///
  /// @param claim the claim that names the holder's scopes
  record Oidc(@DefaultValue("archway_scope") String claim) {}

  /// Without the secret.
  @Override
  public String toString() {
    return "LoginSettings[required=%s, oidc=%s]".formatted(required, oidc);
  }
}
