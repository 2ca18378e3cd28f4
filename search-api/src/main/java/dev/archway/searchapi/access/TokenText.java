package dev.archway.searchapi.access;

import dev.archway.core.access.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A token as it is sent: `archway_<scope>_<id>_<secret>`, so that people and programs that look
/// for secrets in the wrong places recognize it.
///
/// @param id by which it is found
/// @param text all of it
record TokenText(String id, String text) {
  static final String PREFIX = "archway_";
  private static final int ID_BYTES = 8;
  private static final int SECRET_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(PREFIX + "[a-z]+_(?<id>[0-9a-f]{16})_[0-9a-f]{64}");

  static TokenText create(Scope scope, SecureRandom random) {
    var id = hex(random, ID_BYTES);
    return new TokenText(id, PREFIX + scope.word() + "_" + id + "_" + hex(random, SECRET_BYTES));
  }

  private static String hex(SecureRandom random, int bytes) {
    var drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  static Optional<TokenText> parse(String text) {
    var form = FORM.matcher(text);
    return form.matches() ? Optional.of(new TokenText(form.group("id"), text)) : Optional.empty();
  }

  /// What is kept of a token. A slow hash protects secrets that people think up; 256 random bits
  /// cannot be guessed, however fast the guesses are checked.
  static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /// Whether two hashes are equal, in a time that does not tell where they differ.
  static boolean same(byte[] hash, byte[] other) {
    return MessageDigest.isEqual(hash, other);
  }

  byte[] hash() {
    return hash(text);
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "TokenText[id=" + id + "]";
  }
}
