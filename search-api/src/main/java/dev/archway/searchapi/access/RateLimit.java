package dev.archway.searchapi.access;

import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses a caller that asks too fast; callers that do not say who they are go by their address.
final class RateLimit extends OncePerRequestFilter {
  private final Buckets requests;
  private final ProblemWriter problems;

  RateLimit(Buckets requests, ProblemWriter problems) {
    this.requests = requests;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var who = who(request);
    var wait = requests.take(who);
    if (wait.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      refuse(response, who, wait.get());
    }
  }

  private void refuse(HttpServletResponse response, String who, Duration wait) throws IOException {
    Refusals.retryAfter(response, wait);
    problems.write(
        response,
        ProblemType.RATE_LIMITED.detail(
            "There are too many requests of %s; the next is taken in %d ms."
                .formatted(who, wait.toMillis())));
  }

  private static String who(HttpServletRequest request) {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Caller caller
        ? caller.name()
        : "address " + request.getRemoteAddr();
  }
}
