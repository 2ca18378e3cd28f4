package dev.archway.searchapi.access;

import dev.archway.core.access.AuditEntry;
import dev.archway.core.access.Scope;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Remembers who changed what: never what was sent, so that no secret gets in.
@Component
class AuditTrail {
  private final JdbcClient jdbc;
  private final Clock clock;

  AuditTrail(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// @param what the method and the template of the address
  /// @param target the address of what was changed or made
  void note(Caller caller, String what, String target) {
    jdbc.sql("INSERT INTO audit_entry (at, who, scope, what, target) VALUES (?, ?, ?, ?, ?)")
        .params(OffsetDateTime.now(clock), caller.name(), caller.scope().name(), what, target)
        .update();
  }

  /// A page of all changes, the latest first.
  ///
  /// @param before the last that the reader has; absent for the first page
  List<AuditEntry> list(Optional<Long> before, int limit) {
    return jdbc.sql(
            "SELECT id, at, who, scope, what, target FROM audit_entry WHERE id < ?"
                + " ORDER BY id DESC LIMIT ?")
        .params(before.orElse(Long.MAX_VALUE), limit)
        .query((row, _) ->
            new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("who"),
                Scope.valueOf(row.getString("scope")),
                row.getString("what"),
                row.getString("target")))
        .list();
  }
}
