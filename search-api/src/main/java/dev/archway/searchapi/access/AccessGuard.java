package dev.archway.searchapi.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/// Lets a request pass if the table says so.
final class AccessGuard implements AuthorizationManager<RequestAuthorizationContext> {
  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> authentication,
      RequestAuthorizationContext context) {
    return new AuthorizationDecision(
        switch (AccessRules.find(context.getRequest())) {
          case AccessRules.Found.Listed(var rule) ->
              rule.kind() == AccessRule.Kind.OPEN || rule.permits(caller(authentication).scope());
          case AccessRules.Found.OtherMethods _, AccessRules.Found.Nothing _ -> {
            // Whoever has not said who it is does not even learn what is not here.
            caller(authentication);
            yield false;
          }
        });
  }

  private static Caller caller(Supplier<? extends @Nullable Authentication> authentication) {
    var found = authentication.get();
    if (found != null && found.getPrincipal() instanceof Caller caller) {
      return caller;
    }
    throw new AuthenticationCredentialsNotFoundException("Nobody has said who calls.");
  }
}
