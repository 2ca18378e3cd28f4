package dev.archway.core.access;

import java.time.Instant;
import java.util.Optional;

/// Asks for a token.
///
/// @param name what people call it, such as who it is for
/// @param subject the worker or device that it is for: it can then be used under that name only; a
///   device's token has one
/// @param expiresAt when it stops being accepted; never if absent
public record TokenRequest(
    String name, Scope scope, Optional<String> subject, Optional<Instant> expiresAt) {
  private static final int LONGEST = 200;

  public TokenRequest {
    require(isName(name), "A token's name has 1..%d characters, but has %d.", name);
    subject.ifPresent(
        s -> require(isName(s), "A token's subject has 1..%d characters, but has %d.", s));
    if (scope == Scope.DEVICE && subject.isEmpty()) {
      throw new IllegalArgumentException(
          "A token of scope DEVICE names its device as the subject, but names none.");
    }
    if (subject.isPresent() && scope != Scope.WORKER && scope != Scope.DEVICE) {
      throw new IllegalArgumentException(
          "A subject is a worker or a device, but the scope is %s and the subject '%s'."
              .formatted(scope, subject.get()));
    }
  }

  private static boolean isName(String text) {
    return !text.isBlank() && text.length() <= LONGEST;
  }

  private static void require(boolean holds, String rule, String text) {
    if (!holds) {
      throw new IllegalArgumentException(rule.formatted(LONGEST, text.strip().length()));
    }
  }
}
