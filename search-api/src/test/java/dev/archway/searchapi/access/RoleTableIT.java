package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.access.Scope;
import dev.archway.searchapi.ServiceTest;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/// The table of rules against the endpoints that there really are.
@ServiceTest
@TestPropertySource(properties = Calls.LOGIN)
class RoleTableIT {
  private static final String NAME = "of-these-tests";

  @LocalServerPort private int port;
  @Autowired private List<RequestMappingInfoHandlerMapping> mappings;
  private Calls calls;

  @BeforeEach
  void connect() {
    calls = new Calls(port);
  }

  @AfterEach
  void disconnect() {
    calls.close();
  }

  @Test
  void everyEndpointHasARule() {
    assertThat(endpoints())
        .as("Each needs a line in AccessRules.TABLE that says who may call it.")
        .isSubsetOf(ruled());
  }

  @Test
  void everyRuleHasAnEndpoint() {
    assertThat(ruled().stream().filter(rule -> !rule.contains(" /actuator")))
        .isSubsetOf(endpoints());
  }

  @Test
  void everyScopeMayCallWhatTheTableSaysAndNothingElse() throws Exception {
    Map<Scope, String> tokens = new EnumMap<>(Scope.class);
    for (var scope : Scope.values()) {
      tokens.put(scope, calls.token(scope, NAME));
    }
    var wrong = new ArrayList<String>();
    for (var rule : AccessRules.TABLE) {
      for (var token : tokens.entrySet()) {
        var scope = token.getKey();
        int status = call(rule, token.getValue());
        boolean permitted = rule.kind() == AccessRule.Kind.OPEN || rule.permits(scope);
        if ((status != 403) != permitted || status == 401 || status >= 500) {
          wrong.add("%s %s as %s: %d".formatted(rule.method(), rule.pattern(), scope, status));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void nobodyWithoutATokenMayCallWhatIsNotOpen() throws Exception {
    for (var rule : AccessRules.TABLE) {
      int status = calls.send(request(rule, calls.request(path(rule)))).statusCode();
      assertThat(status == 401)
          .as("%s %s: %d", rule.method(), rule.pattern(), status)
          .isEqualTo(rule.kind() != AccessRule.Kind.OPEN);
    }
  }

  private int call(AccessRule rule, String token) throws Exception {
    return calls.send(request(rule, calls.request(path(rule), token))).statusCode();
  }

  private static HttpRequest.Builder request(AccessRule rule, HttpRequest.Builder request) {
    // An empty object is let in and then refused for what it lacks: nothing changes.
    return request
        .header("Content-Type", "application/json")
        .method(rule.method().name(), HttpRequest.BodyPublishers.ofString("{}"));
  }

  private static String path(AccessRule rule) {
    return rule.pattern()
        .toString()
        .replace("{name}", NAME)
        .replaceAll("\\{[^}]*}", UUID.randomUUID().toString())
        .replace("/**", "/readiness");
  }

  private static Set<String> ruled() {
    return AccessRules.TABLE.stream()
        .map(rule -> rule.method() + " " + rule.pattern())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Every method and template of an address that something in the service answers, by whichever
  /// mapping.
  private Set<String> endpoints() {
    var found = new TreeSet<String>();
    for (var mapping : mappings) {
      mapping.getHandlerMethods().keySet().forEach(info -> found.addAll(endpoints(info)));
    }
    assertThat(found).contains("GET /api/v1/experiments", "GET /actuator/health");
    return found;
  }

  private static Set<String> endpoints(RequestMappingInfo info) {
    var methods = info.getMethodsCondition().getMethods();
    assertThat(methods).as("The methods of %s are named.", info).isNotEmpty();
    return methods.stream()
        .map(RequestMethod::name)
        .flatMap(method -> info.getPatternValues().stream().map(pattern -> method + " " + pattern))
        .collect(Collectors.toSet());
  }
}
