package dev.archway.searchapi.access;

import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/// Where there is no login, the service listens on this machine only, everyone on it may do
/// everything, and this refuses requests that a web page of another site makes a browser of this
/// machine send (DNS rebinding, cross-site requests).
final class LoopbackGuard extends OncePerRequestFilter {
  private static final Set<String> OURS = Set.of("localhost", "127.0.0.1", "[::1]");
  private final ProblemWriter problems;

  LoopbackGuard(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var host = request.getHeader("Host");
    var origin = request.getHeader("Origin");
    if (ours("http://" + host) && (origin == null || ours(origin))) {
      SecurityContextHolder.setContext(
          new SecurityContextImpl(Caller.THIS_MACHINE.authenticated()));
      chain.doFilter(request, response);
      return;
    }
    problems.write(
        response,
        ProblemType.FOREIGN_ORIGIN.detail(
            "This service answers programs and pages of its own machine only, but the request names"
                + " host '%s' and origin '%s'.".formatted(host, origin)));
  }

  private static boolean ours(String origin) {
    return OURS.contains(host(origin));
  }

  private static @Nullable String host(String origin) {
    try {
      return URI.create(origin).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
