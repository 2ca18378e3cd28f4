package dev.archway.searchapi.access;

import dev.archway.core.access.Scope;
import dev.archway.searchapi.problem.ProblemType;
import dev.archway.searchapi.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/// Says no to those who are not let in, as a problem like all others.
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {
  private static final String CHALLENGE = "Bearer realm=\"archway\"";

  private final ProblemWriter problems;

  Refusals(ProblemWriter problems) {
    this.problems = problems;
  }

  /// Who calls is not known.
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    switch (e) {
      case RefusedCallerException refused -> refuse(response, refused);
      case AuthenticationCredentialsNotFoundException _ -> {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        problems.write(
            response,
            ProblemType.UNAUTHENTICATED.detail(
                "Say who calls: send a token in the header 'Authorization: Bearer TOKEN'."));
      }
      default ->
          refuse(
              response,
              RefusedCallerException.token(
                  "The header Authorization is no 'Bearer TOKEN' that makes sense."));
    }
  }

  private void refuse(HttpServletResponse response, RefusedCallerException refused)
      throws IOException {
    var after = refused.retryAfter();
    if (after != null) {
      retryAfter(response, after);
    }
    if (refused.type() == ProblemType.UNAUTHENTICATED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
    }
    problems.write(response, refused.type().detail(refused.detail()));
  }

  /// Says for how many whole seconds to wait.
  static void retryAfter(HttpServletResponse response, Duration wait) {
    response.setHeader(
        HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
  }

  /// Who calls is known, but may not do this; or there is nothing to be done.
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    var problem =
        switch (AccessRules.find(request)) {
          case AccessRules.Found.Listed(var rule) ->
              ProblemType.FORBIDDEN.detail(
                  "%s %s takes scope %s, but the caller's is %s."
                      .formatted(
                          request.getMethod(), rule.pattern(), names(rule.scopes()), scope()));
          case AccessRules.Found.OtherMethods(var methods) -> {
            var allowed =
                methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
            response.setHeader(HttpHeaders.ALLOW, allowed);
            yield ProblemType.METHOD_NOT_ALLOWED.detail(
                "This address takes %s, but the method is %s."
                    .formatted(allowed, request.getMethod()));
          }
          case AccessRules.Found.Nothing _ ->
              ProblemType.NOT_FOUND.detail("There is nothing at " + request.getRequestURI() + ".");
        };
    problems.write(response, problem);
  }

  private static String names(Set<Scope> scopes) {
    return scopes.stream()
        .sorted(Comparator.naturalOrder())
        .map(Scope::name)
        .collect(Collectors.joining(" or "));
  }

  private static String scope() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Caller caller
        ? caller.scope().name()
        : "unknown";
  }

  /// The request line or a header is such that it could mean different things to different
  /// programs.
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
      throws IOException {
    problems.write(
        response,
        ProblemType.INVALID_REQUEST.detail(
            "The address or a header has characters that are not taken, such as '//', ';' or an"
                + " encoded '/' or '%'."));
  }
}
