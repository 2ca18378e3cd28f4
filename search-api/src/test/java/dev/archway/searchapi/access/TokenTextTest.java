package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.access.Scope;
import java.security.SecureRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class TokenTextTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void saysWhatItIsAndIsReadBack() {
    for (var scope : Scope.values()) {
      var token = TokenText.create(scope, random);
      assertThat(token.text())
          .matches("archway_" + scope.word() + "_" + token.id() + "_[0-9a-f]{64}");
      assertThat(TokenText.parse(token.text())).hasValue(token);
    }
  }

  @Test
  void isNeverTheSameTwice() {
    var seen = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      assertThat(seen.add(TokenText.create(Scope.VIEWER, random).text())).isTrue();
    }
  }

  @Test
  void isNothingElse() {
    var token = TokenText.create(Scope.VIEWER, random).text();
    assertThat(TokenText.parse(token + "0")).isEmpty();
    assertThat(TokenText.parse(token.substring(1))).isEmpty();
    assertThat(TokenText.parse("archway_viewer__")).isEmpty();
  }

  @Test
  void anotherScopeInFrontMakesAnotherToken() {
    var token = TokenText.create(Scope.VIEWER, random);
    var forged = TokenText.parse(token.text().replace("viewer", "admin")).orElseThrow();

    assertThat(TokenText.same(token.hash(), token.hash())).isTrue();
    assertThat(TokenText.same(token.hash(), forged.hash())).isFalse();
  }

  @Test
  void doesNotPrintItsSecret() {
    var token = TokenText.create(Scope.VIEWER, random);

    assertThat(token).asString().contains(token.id()).hasSizeLessThan(40);
  }
}
