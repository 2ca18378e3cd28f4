package dev.archway.searchapi.trace;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Names the subjects that a request's address names, while the request is answered.
@Component
class AddressSubjects implements AsyncHandlerInterceptor, WebMvcConfigurer {
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    var pattern =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> variables) {
      variables.forEach((name, value) ->
          subject(String.valueOf(name), pattern)
              .ifPresent(subject -> identifier(String.valueOf(value)).ifPresent(subject::named)));
    }
    return true;
  }

  private static Optional<Subject> subject(String variable, String pattern) {
    return switch (variable) {
      case "experiment" -> Optional.of(Subject.EXPERIMENT);
      case "trial" -> Optional.of(Subject.TRIAL);
      case "task" -> Optional.of(Subject.TASK);
      case "id" ->
          pattern.contains("/trials/{id}")
              ? Optional.of(Subject.TRIAL)
              : pattern.contains("/experiments/{id}")
                  ? Optional.of(Subject.EXPERIMENT)
                  : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// Nothing else that stands in an address gets into the log.
  private static Optional<UUID> identifier(String value) {
    try {
      return Optional.of(UUID.fromString(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    Subject.clear();
  }

  @Override
  public void afterConcurrentHandlingStarted(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Subject.clear();
  }
}
