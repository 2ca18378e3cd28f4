package dev.archway.searchapi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoginTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("10.0.0.1");
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Test
  void isNotNeededWhereOnlyThisMachineCanCall() {
    assertThat(login(HERE, Optional.empty(), "")).isEqualTo(Login.NONE);
  }

  @Test
  void isAskedForWhereItIsConfigured() {
    assertThat(login(HERE, Optional.empty(), SECRET)).isEqualTo(Login.REQUIRED);
    assertThat(login(ELSEWHERE, Optional.empty(), SECRET)).isEqualTo(Login.REQUIRED);
    assertThat(Login.of(ELSEWHERE, settings(Optional.empty(), ""), List.of("archway")))
        .isEqualTo(Login.REQUIRED);
  }

  @Test
  void canBeDoneWithoutOnThisMachineEvenIfItIsConfigured() {
    assertThat(login(HERE, Optional.of(false), SECRET)).isEqualTo(Login.NONE);
  }

  @Test
  void aServiceThatOthersCanCallDoesNotStartWithoutLoginAndSaysWhatToDo() {
    assertThatIllegalStateException()
        .isThrownBy(() -> login(ELSEWHERE, Optional.empty(), ""))
        .withMessageContaining("server.address is 10.0.0.1")
        .withMessageContaining("Set ARCHWAY_ADMIN_TOKEN to a secret of 32 characters or more")
        .withMessageContaining("archway.login.oidc.issuer")
        .withMessageContaining("server.address=127.0.0.1");
    assertThatIllegalStateException()
        .isThrownBy(() -> login(null, Optional.empty(), ""))
        .withMessageContaining("server.address is every address");
  }

  @Test
  void cannotBeSwitchedOffWhereOthersCanCall() {
    assertThatIllegalStateException()
        .isThrownBy(() -> login(ELSEWHERE, Optional.of(false), SECRET))
        .withMessageContaining("callers must say who they are");
  }

  @Test
  void aLoginThatNobodyCouldPassIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> login(HERE, Optional.of(true), ""))
        .withMessageContaining("nobody could log in");
  }

  @Test
  void aWeakAdminTokenIsRefusedWithoutBeingShown() {
    assertThatIllegalStateException()
        .isThrownBy(() -> login(HERE, Optional.empty(), "swordfish"))
        .withMessage("ARCHWAY_ADMIN_TOKEN has 32 characters or more, but has 9.");
    assertThatIllegalStateException()
        .isThrownBy(() -> login(HERE, Optional.empty(), "pass word " + SECRET))
        .satisfies(
            e -> assertThat(e.getMessage()).contains("ARCHWAY_ADMIN_TOKEN").doesNotContain(SECRET));
  }

  @Test
  void aLoginServiceWithoutAnAudienceIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Login.of(HERE, settings(Optional.empty(), ""), List.of()))
        .withMessageContaining("archway.login.oidc.audience");
  }

  @Test
  void settingsDoNotPrintTheSecret() {
    assertThat(settings(Optional.empty(), SECRET)).asString().doesNotContain(SECRET);
  }

  private static Login login(
      @Nullable InetAddress address, Optional<Boolean> required, String adminToken) {
    return Login.of(address, settings(required, adminToken), null);
  }

  private static LoginSettings settings(Optional<Boolean> required, String adminToken) {
    return new LoginSettings(required, adminToken, new LoginSettings.Oidc("archway_scope"));
  }
}
