package dev.archway.searchapi.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Has every change that succeeded remembered once it is made. A change is not undone because the
/// database went away before it was remembered: the log then says so.
@Component
class AuditWatch implements HandlerInterceptor, WebMvcConfigurer {
  private static final Logger log = LoggerFactory.getLogger(AuditWatch.class);

  private final AuditTrail trail;

  AuditWatch(AuditTrail trail) {
    this.trail = trail;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception e) {
    boolean succeeded = e == null && response.getStatus() / 100 == 2;
    if (succeeded
        && AccessRules.find(request) instanceof AccessRules.Found.Listed(var rule)
        && rule.kind() == AccessRule.Kind.CHANGE
        && caller() instanceof Caller caller) {
      var what = rule.method() + " " + template(request);
      var target =
          Objects.requireNonNullElse(
              response.getHeader(HttpHeaders.LOCATION), request.getRequestURI());
      try {
        trail.note(caller, what, target);
      } catch (DataAccessException failure) {
        log.error("{} by {} of {} could not be recorded", what, caller.name(), target, failure);
      }
    }
  }

  private static Object template(HttpServletRequest request) {
    return Objects.requireNonNullElse(
        request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
        request.getRequestURI());
  }

  private static @Nullable Object caller() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication == null ? null : authentication.getPrincipal();
  }
}
