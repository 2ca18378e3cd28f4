package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.archway.core.access.Scope;
import dev.archway.searchapi.access.AccessRules.Found;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;

class AccessRulesTest {
  @Test
  void findsTheRuleOfARequest() {
    assertThat(found("DELETE", "/api/v1/tokens/1f"))
        .isInstanceOfSatisfying(
            Found.Listed.class,
            listed -> {
              assertThat(listed.rule().pattern().toString()).isEqualTo("/api/v1/tokens/{id}");
              assertThat(listed.rule().permits(Scope.ADMIN)).isTrue();
              assertThat(listed.rule().permits(Scope.WORKER)).isFalse();
            });
  }

  @Test
  void takesAHeadForAGet() {
    assertThat(found("HEAD", "/api/v1/audit")).isEqualTo(found("GET", "/api/v1/audit"));
  }

  @Test
  void saysWhichMethodsAnAddressTakes() {
    assertThat(found("PATCH", "/api/v1/tokens"))
        .isEqualTo(new Found.OtherMethods(Set.of(HttpMethod.GET, HttpMethod.POST)));
  }

  @Test
  void knowsNothingThatIsNotListed() {
    assertThat(found("GET", "/api/v1/nowhere")).isEqualTo(new Found.Nothing());
    assertThat(found("GET", "/api/v1/tokens/1/2")).isEqualTo(new Found.Nothing());
    assertThat(found("GET", "/api/v1/tokens/")).isEqualTo(new Found.Nothing());
  }

  @Test
  void aRuleThatNamesNobodyIsNoRule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessRule.reads(HttpMethod.GET, "/everything"))
        .withMessage("GET /everything is READ, but names the scopes [].");
  }

  private static Found found(String method, String path) {
    return AccessRules.find(new MockHttpServletRequest(method, path));
  }
}
