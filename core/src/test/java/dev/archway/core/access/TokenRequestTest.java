package dev.archway.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenRequestTest {
  @Test
  void aDevicesTokenNamesItsDevice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request("pi", Scope.DEVICE, Optional.empty()))
        .withMessage("A token of scope DEVICE names its device as the subject, but names none.");
  }

  @Test
  void aPersonsTokenIsForNoMachine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request("ann", Scope.EDITOR, Optional.of("pi")))
        .withMessage(
            "A subject is a worker or a device, but the scope is EDITOR and the subject 'pi'.");
  }

  @Test
  void aNameIsNeitherBlankNorEndless() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request(" ", Scope.VIEWER, Optional.empty()))
        .withMessage("A token's name has 1..200 characters, but has 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request("a".repeat(201), Scope.VIEWER, Optional.empty()))
        .withMessage("A token's name has 1..200 characters, but has 201.");
  }

  @Test
  void aCreatedTokenDoesNotPrintItsSecret() {
    var view =
        new TokenView(
            "1f",
            "ann",
            Scope.VIEWER,
            Optional.empty(),
            Instant.EPOCH,
            "bob",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(new CreatedToken(view, "hidden"))
        .asString()
        .contains("ann")
        .doesNotContain("hidden");
  }

  @Test
  void eachScopeOfPeopleHasWhatStandsBeforeIt() {
    assertThat(Scope.EDITOR.includes(Scope.VIEWER)).isTrue();
    assertThat(Scope.VIEWER.includes(Scope.EDITOR)).isFalse();
    assertThat(Scope.EDITOR.includes(Scope.ADMIN)).isFalse();
    for (var scope : Scope.values()) {
      assertThat(Scope.ADMIN.includes(scope)).isTrue();
    }
  }

  @Test
  void programsHaveNothingThatPeopleHave() {
    for (var program : new Scope[] {Scope.WORKER, Scope.DEVICE}) {
      for (var scope : Scope.values()) {
        assertThat(program.includes(scope)).isEqualTo(scope == program);
      }
    }
  }

  private static TokenRequest request(String name, Scope scope, Optional<String> subject) {
    return new TokenRequest(name, scope, subject, Optional.empty());
  }
}
