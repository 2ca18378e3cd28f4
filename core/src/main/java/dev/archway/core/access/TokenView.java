package dev.archway.core.access;

import java.time.Instant;
import java.util.Optional;

/// What is known of a token; its secret is not.
///
/// @param id the part of it that may be shown and spoken of
/// @param createdBy who asked for it
/// @param lastUsedAt to about a minute
public record TokenView(
    String id,
    String name,
    Scope scope,
    Optional<String> subject,
    Instant createdAt,
    String createdBy,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {}
