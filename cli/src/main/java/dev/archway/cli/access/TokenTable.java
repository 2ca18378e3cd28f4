package dev.archway.cli.access;

import dev.archway.cli.terminal.Figures;
import dev.archway.cli.terminal.Table;
import dev.archway.core.access.TokenView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tokens for people, those that are over included.
public final class TokenTable {
  private TokenTable() {}

  public static String text(List<TokenView> tokens, Instant now) {
    var table = new Table("id", "scope", "created", "last used", "expires", "state", "for", "name");
    for (var token : tokens) {
      table.add(
          token.id(),
          token.scope().word(),
          Figures.minute(Optional.of(token.createdAt())),
          Figures.minute(token.lastUsedAt()),
          Figures.minute(token.expiresAt()),
          state(token, now),
          token.subject().orElse("-"),
          token.name());
    }
    return table.text();
  }

  private static String state(TokenView token, Instant now) {
    if (token.revokedAt().isPresent()) {
      return "revoked";
    }
    return token.expiresAt().filter(end -> !now.isBefore(end)).isPresent() ? "expired" : "good";
  }
}
