package dev.archway.searchapi.access;

import dev.archway.core.access.Scope;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Who may call one endpoint.
///
/// @param scopes those that may, and so may whoever has a scope that includes one of them
record AccessRule(HttpMethod method, PathPattern pattern, Kind kind, Set<Scope> scopes) {

  /// What a call does.
  enum Kind {
    /// Tells nothing that anybody may not know; nobody is asked who they are.
    OPEN,
    /// Changes nothing.
    READ,
    /// Changes something, and is recorded.
    CHANGE,
    /// Takes or reports work. It is not recorded: this is most of all calls, and tasks and trials
    /// say themselves who had them.
    WORK
  }

  AccessRule {
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty() != (kind == Kind.OPEN)) {
      throw new IllegalArgumentException(
          "%s %s is %s, but names the scopes %s.".formatted(method, pattern, kind, scopes));
    }
  }

  static AccessRule open(HttpMethod method, String pattern) {
    return new AccessRule(method, parsed(pattern), Kind.OPEN, Set.of());
  }

  static AccessRule reads(HttpMethod method, String pattern, Scope... scopes) {
    return new AccessRule(method, parsed(pattern), Kind.READ, Set.of(scopes));
  }

  static AccessRule changes(HttpMethod method, String pattern, Scope... scopes) {
    return new AccessRule(method, parsed(pattern), Kind.CHANGE, Set.of(scopes));
  }

  static AccessRule works(HttpMethod method, String pattern, Scope... scopes) {
    return new AccessRule(method, parsed(pattern), Kind.WORK, Set.of(scopes));
  }

  private static PathPattern parsed(String pattern) {
    return PathPatternParser.defaultInstance.parse(pattern);
  }

  boolean permits(Scope scope) {
    return scopes.stream().anyMatch(scope::includes);
  }
}
