package dev.archway.searchapi.access;

import dev.archway.core.access.Scope;
import dev.archway.searchapi.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/// Who makes a request. Endpoints take it as an `@AuthenticationPrincipal`.
///
/// @param name what the record of changes calls it
/// @param subject the one worker or device under whose name it may act
public record Caller(String name, Scope scope, Optional<String> subject) {
  /// Everyone on the machine of a service that has no login.
  static final Caller THIS_MACHINE = new Caller("this machine", Scope.ADMIN, Optional.empty());

  /// Who has the secret that the service was started with.
  static final Caller ADMIN_TOKEN = new Caller("the admin token", Scope.ADMIN, Optional.empty());

  /// Refuses a caller that is a certain worker or device and acts under the name of another.
  public void requireActsAs(String worker) {
    if (subject.isPresent() && !subject.get().equals(worker)) {
      throw ProblemType.FORBIDDEN.because(
          "This token is for '%s', but the call is made for '%s'."
              .formatted(subject.get(), worker));
    }
  }

  Authentication authenticated() {
    return UsernamePasswordAuthenticationToken.authenticated(this, null, List.of());
  }
}
