package dev.archway.core.network;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The identity of a network: SHA-256 over what it computes, whatever it and its nodes are called,
/// in whatever order equal things stand (see [CanonicalForm]). Two choices that expand to the same
/// graph are one architecture, so results are shared by this key.
public record NetworkHash(String hex) {

  public static NetworkHash of(Network network) {
    return new NetworkHash(HexFormat.of().formatHex(sha256(CanonicalForm.of(network))));
  }

  /// The identity of something that stands for no network: that of a text which tells it apart.
  public static NetworkHash ofText(String text) {
    return new NetworkHash(HexFormat.of().formatHex(sha256(text)));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
