package dev.archway.searchapi.access;

import static dev.archway.core.access.Scope.ADMIN;
import static dev.archway.core.access.Scope.DEVICE;
import static dev.archway.core.access.Scope.EDITOR;
import static dev.archway.core.access.Scope.VIEWER;
import static dev.archway.core.access.Scope.WORKER;
import static dev.archway.searchapi.access.AccessRule.changes;
import static dev.archway.searchapi.access.AccessRule.open;
import static dev.archway.searchapi.access.AccessRule.reads;
import static dev.archway.searchapi.access.AccessRule.works;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/// The table of who may call what. An endpoint that is not in it cannot be called by anyone.
final class AccessRules {
  static final List<AccessRule> TABLE =
      List.of(
          open(GET, "/actuator/health"),
          open(GET, "/actuator/health/**"),
          reads(GET, "/actuator", VIEWER),
          reads(GET, "/actuator/prometheus", VIEWER),
          reads(GET, "/api/v1/experiments", VIEWER),
          changes(POST, "/api/v1/experiments", EDITOR),
          reads(GET, "/api/v1/experiments/{id}", VIEWER),
          changes(PATCH, "/api/v1/experiments/{id}", EDITOR),
          reads(POST, "/api/v1/experiments/validation", VIEWER),
          changes(POST, "/api/v1/experiments/{id}/clone", EDITOR),
          changes(POST, "/api/v1/experiments/{id}/archive", EDITOR),
          changes(POST, "/api/v1/experiments/{id}/unarchive", EDITOR),
          changes(POST, "/api/v1/experiments/{id}/pause", EDITOR),
          changes(POST, "/api/v1/experiments/{id}/resume", EDITOR),
          changes(POST, "/api/v1/experiments/{id}/stop", EDITOR),
          reads(GET, "/api/v1/experiments/{experiment}/events", VIEWER),
          reads(GET, "/api/v1/experiments/{id}/controller", VIEWER),
          reads(GET, "/api/v1/experiments/{experiment}/trials", VIEWER),
          changes(POST, "/api/v1/experiments/{experiment}/trials", EDITOR),
          reads(GET, "/api/v1/experiments/{experiment}/pareto", VIEWER),
          reads(GET, "/api/v1/experiments/{experiment}/best", VIEWER),
          reads(GET, "/api/v1/experiments/{experiment}/summary", VIEWER),
          reads(GET, "/api/v1/experiments/{experiment}/verdict", VIEWER),
          reads(POST, "/api/v1/experiments/{experiment}/ranking", VIEWER),
          reads(GET, "/api/v1/trials/{id}", VIEWER),
          reads(GET, "/api/v1/trials/{id}/network", VIEWER),
          reads(GET, "/api/v1/trials/{id}/picture.svg", VIEWER),
          reads(GET, "/api/v1/trials/{id}/curve", VIEWER),
          reads(GET, "/api/v1/trials/{id}/measurements", VIEWER),
          reads(GET, "/api/v1/trials/{id}/model.onnx", VIEWER),
          reads(GET, "/api/v1/trials/{id}/weights.safetensors", VIEWER),
          reads(GET, "/api/v1/trials/{id}/logs", VIEWER),
          changes(POST, "/api/v1/trials/{id}/test", EDITOR),
          changes(PUT, "/api/v1/trials/{id}/pin", EDITOR),
          changes(DELETE, "/api/v1/trials/{id}/pin", EDITOR),
          reads(GET, "/api/v1/disk", VIEWER),
          changes(POST, "/api/v1/gc", ADMIN),
          reads(GET, "/api/v1/artifacts/{sha256}", VIEWER, WORKER),
          works(PUT, "/api/v1/artifacts/{sha256}", WORKER),
          reads(GET, "/api/v1/spaces", VIEWER),
          reads(GET, "/api/v1/spaces/{name}", VIEWER),
          reads(GET, "/api/v1/zoo", VIEWER),
          reads(GET, "/api/v1/datasets", VIEWER),
          reads(GET, "/api/v1/workers", VIEWER),
          changes(PUT, "/api/v1/workers/{name}", WORKER),
          changes(POST, "/api/v1/workers/{name}/drain", EDITOR),
          changes(POST, "/api/v1/workers/{name}/resume", EDITOR),
          reads(GET, "/api/v1/devices", VIEWER),
          changes(PUT, "/api/v1/devices/{name}", DEVICE),
          changes(POST, "/api/v1/devices/{name}/drain", EDITOR),
          changes(POST, "/api/v1/devices/{name}/resume", EDITOR),
          works(POST, "/api/v1/leases", WORKER, DEVICE),
          works(POST, "/api/v1/leases/results", WORKER, DEVICE),
          works(POST, "/api/v1/leases/{task}/heartbeat", WORKER, DEVICE),
          works(POST, "/api/v1/leases/{task}/progress", WORKER),
          works(POST, "/api/v1/leases/{task}/checkpoint", WORKER),
          works(POST, "/api/v1/leases/{task}/log", WORKER, DEVICE),
          works(POST, "/api/v1/leases/{task}/result", WORKER, DEVICE),
          works(POST, "/api/v1/leases/{task}/give-back", WORKER, DEVICE),
          reads(GET, "/api/v1/leases/{task}/model.onnx", DEVICE),
          reads(GET, "/api/v1/tokens", ADMIN),
          changes(POST, "/api/v1/tokens", ADMIN),
          changes(DELETE, "/api/v1/tokens/{id}", ADMIN),
          reads(GET, "/api/v1/audit", ADMIN));

  /// What the table says of a request.
  sealed interface Found {
    /// It is one of the table's.
    record Listed(AccessRule rule) implements Found {}

    /// Its address is, but only with these methods.
    record OtherMethods(Set<HttpMethod> methods) implements Found {}

    /// Nothing is there.
    record Nothing() implements Found {}
  }

  /// The most specific first, as Spring picks among its handlers.
  private static final List<AccessRule> SORTED =
      TABLE.stream()
          .sorted(Comparator.comparing(AccessRule::pattern, PathPattern.SPECIFICITY_COMPARATOR))
          .toList();

  private AccessRules() {}

  static Found find(HttpServletRequest request) {
    var path = ServletRequestPathUtils.parse(request).pathWithinApplication();
    var asked = HttpMethod.valueOf(request.getMethod());
    // Spring answers HEAD with the handlers of GET.
    var method = asked.equals(HttpMethod.HEAD) ? GET : asked;
    var here = new ArrayList<AccessRule>();
    for (var rule : SORTED) {
      if (rule.pattern().matches(path)) {
        if (rule.method().equals(method)) {
          return new Found.Listed(rule);
        }
        here.add(rule);
      }
    }
    var methods = new LinkedHashSet<HttpMethod>();
    here.forEach(rule -> methods.add(rule.method()));
    return methods.isEmpty() ? new Found.Nothing() : new Found.OtherMethods(methods);
  }
}
