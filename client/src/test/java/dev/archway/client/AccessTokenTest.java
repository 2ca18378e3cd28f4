package dev.archway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AccessTokenTest {
  @Test
  void isWhatStandsBetweenBlanks() {
    assertThat(AccessToken.of(" archway_viewer_1_2\n"))
        .hasValue(new AccessToken("archway_viewer_1_2"));
    assertThat(AccessToken.of("  ")).isEmpty();
  }

  @Test
  void neverPrintsItself() {
    assertThat(new AccessToken("secret")).asString().doesNotContain("secret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessToken("secret\nX-Other: header"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }
}
