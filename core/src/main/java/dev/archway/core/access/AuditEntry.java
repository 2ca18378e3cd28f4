package dev.archway.core.access;

import java.time.Instant;

/// A change that somebody made.
///
/// @param id grows with time
/// @param who the caller
/// @param what the method and the template of the address, such as `DELETE /api/v1/tokens/{id}`
/// @param target the address of the thing that was changed or made
public record AuditEntry(
    long id, Instant at, String who, Scope scope, String what, String target) {}
