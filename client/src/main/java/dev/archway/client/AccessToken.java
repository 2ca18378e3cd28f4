package dev.archway.client;

import java.util.Optional;

/// What a program shows a service to say who it is. It is printed nowhere: neither by itself nor in
/// a refusal of it.
///
/// @param text all of it
public record AccessToken(String text) {
  /// Where programs that are started by others find theirs: command lines are everyone's to read.
  public static final String ENVIRONMENT = "ARCHWAY_TOKEN";

  /// What a header can carry as a token (RFC 6750, section 2.1).
  private static final String FORM = "[A-Za-z0-9._~+/-]+=*";

  public AccessToken {
    text = text.strip();
    if (!text.matches(FORM)) {
      throw new IllegalArgumentException(
          "A token consists of letters, digits and . _ ~ + / -, but the one that is given does not.");
    }
  }

  /// None where there is nothing, or nothing but blanks.
  public static Optional<AccessToken> of(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(new AccessToken(text));
  }

  @Override
  public String toString() {
    return "AccessToken";
  }
}
