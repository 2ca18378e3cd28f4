package dev.archway.searchapi.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.RequestPath;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses what cannot be read, or not be answered, before anybody acts on it: whoever reads it
/// later takes it for a fault of the service, and an answer that the caller does not take is found
/// out only once everything is done.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Legibility extends OncePerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final ProblemWriter problems;

  Legibility(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var problem = problem(request);
    if (problem.isPresent()) {
      problems.write(response, problem.get());
    } else {
      chain.doFilter(request, response);
    }
  }

  private static Optional<ProblemDetail> problem(HttpServletRequest request) {
    if (!addressIsLegible(request)) {
      return Optional.of(
          ProblemType.INVALID_REQUEST.detail(
              "The address or a parameter has a '%' that is not followed by the two digits of a"
                  + " byte, or bytes that are no UTF-8."));
    }
    var type = String.valueOf(request.getContentType());
    if (type.contains("*")) {
      return Optional.of(
          ProblemType.UNSUPPORTED_MEDIA_TYPE.detail(
              "A body has one content type, but this one's is '%s'.".formatted(type)));
    }
    var accepted = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
    if (!READING.contains(request.getMethod()) && !takesJson(accepted)) {
      return Optional.of(
          ProblemType.NOT_ACCEPTABLE.detail(
              "What came of a change is said in application/json, but the caller takes %s."
                  .formatted(accepted)));
    }
    return Optional.empty();
  }

  private static boolean addressIsLegible(HttpServletRequest request) {
    try {
      RequestPath.parse(request.getRequestURI(), request.getContextPath());
      request.getParameterMap();
      return true;
    } catch (IllegalArgumentException | InvalidParameterException e) {
      return false;
    }
  }

  private static boolean takesJson(List<String> accepted) {
    try {
      var types = MediaType.parseMediaTypes(accepted);
      return types.isEmpty()
          || types.stream().anyMatch(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
