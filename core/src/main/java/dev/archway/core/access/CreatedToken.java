package dev.archway.core.access;

/// A token that was just created: the only time that its secret is shown.
///
/// @param secret what a caller sends
public record CreatedToken(TokenView token, String secret) {

  /// Without the secret: what is printed is kept.
  @Override
  public String toString() {
    return "CreatedToken[token=" + token + "]";
  }
}
