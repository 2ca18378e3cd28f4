package dev.archway.searchapi.task;

import dev.archway.core.access.Scope;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.TaskKind;
import dev.archway.searchapi.access.Caller;
import dev.archway.searchapi.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// What of the work a caller may touch: a device its own measurements, a worker everything else,
/// and either only what it holds, if its token is for it alone. The token of a lease proves that it
/// is still held, this that it is held by the one who says so.
@Component
class LeaseRights implements HandlerInterceptor, WebMvcConfigurer {
  /// Whose a task is.
  ///
  /// @param device that it is for
  /// @param holder of its lease
  private record Owner(Optional<String> device, Optional<String> holder) {}

  private final JdbcClient jdbc;

  LeaseRights(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static void requireMayClaim(Caller caller, ClaimRequest request) {
    caller.requireActsAs(request.claimant());
    switch (caller.scope()) {
      case DEVICE -> {
        if (request.kinds().stream().anyMatch(kind -> kind != TaskKind.MEASURE)) {
          throw ProblemType.FORBIDDEN.because(
              "A device claims MEASURE, but this one claims %s.".formatted(request.kinds()));
        }
        request.device().ifPresent(caller::requireActsAs);
      }
      case WORKER -> {
        if (request.kinds().contains(TaskKind.MEASURE)) {
          throw ProblemType.FORBIDDEN.because(
              "A worker does not claim MEASURE, but this one claims %s."
                  .formatted(request.kinds()));
        }
      }
      case VIEWER, EDITOR, ADMIN -> {
        // Who may claim at all is said elsewhere.
      }
    }
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/v1/leases/{task}/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null
        && authentication.getPrincipal() instanceof Caller caller
        && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        && variables.get("task") instanceof String task) {
      uuid(task).ifPresent(id -> requireMayTouch(caller, id));
    }
    return true;
  }

  /// What is no identifier is refused where it is read.
  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Refuses what is someone else's; a task that nobody holds is its lease's token to decide on.
  void requireMayTouch(Caller caller, UUID task) {
    if (caller.scope() == Scope.DEVICE || caller.scope() == Scope.WORKER) {
      owner(task)
          .ifPresent(owner -> {
            if ((caller.scope() == Scope.DEVICE) != owner.device().isPresent()) {
              throw ProblemType.FORBIDDEN.because(
                  "Task %s is %s measurement, but the caller is a %s."
                      .formatted(task, owner.device().isPresent() ? "a" : "no", caller.scope()));
            }
            owner.device().ifPresent(caller::requireActsAs);
            owner.holder().ifPresent(caller::requireActsAs);
          });
    }
  }

  private Optional<Owner> owner(UUID task) {
    return jdbc.sql("SELECT device, holder FROM task WHERE id = ?")
        .param(task)
        .query((row, _) ->
            new Owner(
                Optional.ofNullable(row.getString("device")),
                Optional.ofNullable(row.getString("holder"))))
        .optional();
  }
}
