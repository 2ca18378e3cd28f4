package dev.archway.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.access.Scope;
import dev.archway.core.access.TokenView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenTableTest {
  private static final Instant MADE = Instant.parse("2026-01-01T06:07:08Z");
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  @Test
  void tellsWhatEachTokenIsForAndWhetherItIsGood() {
    var text =
        TokenTable.text(
            List.of(
                token("a1", Scope.DEVICE, Optional.of("pi"), Optional.empty(), Optional.empty()),
                token("b2", Scope.VIEWER, Optional.empty(), Optional.of(NOW), Optional.empty()),
                token("c3", Scope.ADMIN, Optional.empty(), Optional.empty(), Optional.of(NOW))),
            NOW);

    assertThat(text.lines().map(line -> line.strip().replaceAll(" {2,}", "|")))
        .containsExactly(
            "id|scope|created|last used|expires|state|for|name",
            "a1|device|2026-01-01T06:07Z|-|-|good|pi|of a test",
            "b2|viewer|2026-01-01T06:07Z|-|2026-02-01T00:00Z|expired|-|of a test",
            "c3|admin|2026-01-01T06:07Z|-|-|revoked|-|of a test");
  }

  private static TokenView token(
      String id,
      Scope scope,
      Optional<String> subject,
      Optional<Instant> expires,
      Optional<Instant> revoked) {
    return new TokenView(
        id, "of a test", scope, subject, MADE, "ann", expires, Optional.empty(), revoked);
  }
}
