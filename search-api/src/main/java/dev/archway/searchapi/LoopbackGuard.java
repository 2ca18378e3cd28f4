package dev.archway.searchapi;

import dev.archway.searchapi.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/// There is no login yet, so the service listens on this machine only, and refuses requests that a
/// web page of another site makes a browser of this machine send (DNS rebinding, cross-site
/// requests).
@Component
class LoopbackGuard extends OncePerRequestFilter {
  private static final Set<String> OURS = Set.of("localhost", "127.0.0.1", "[::1]");
  private final JsonMapper json;

  LoopbackGuard(ServerProperties server, JsonMapper json) {
    this.json = json;
    InetAddress address = server.getAddress();
    if (address == null || !address.isLoopbackAddress()) {
      throw new IllegalStateException(
          "The service has no login, so server.address must be a loopback address, but is "
              + (address == null ? "every address" : address.getHostAddress())
              + ".");
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var host = request.getHeader("Host");
    var origin = request.getHeader("Origin");
    if (ours("http://" + host) && (origin == null || ours(origin))) {
      chain.doFilter(request, response);
      return;
    }
    var problem =
        ProblemType.FOREIGN_ORIGIN.detail(
            "This service answers programs and pages of its own machine only, but the request names"
                + " host '%s' and origin '%s'.".formatted(host, origin));
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(response.getOutputStream(), problem);
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
