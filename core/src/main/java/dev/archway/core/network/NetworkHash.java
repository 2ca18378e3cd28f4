package dev.archway.core.network;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// The identity of a network: SHA-256 over what it computes, whatever it and its nodes are called.
/// Two choices that expand to the same graph are one architecture, so results are shared by this
/// key.
public record NetworkHash(String hex) {

  public static NetworkHash of(Network network) {
    var text = new StringBuilder();
    text.append(network.input()).append(" -> ").append(network.classes()).append('\n');
    Map<String, Integer> numbers = new HashMap<>(Map.of(Network.INPUT, 0));
    for (var node : network.nodes()) {
      numbers.put(node.name(), numbers.size());
      text.append(LayerText.of(node.layer()));
      node.inputs().forEach(from -> text.append(' ').append(numbers.get(from)));
      text.append('\n');
    }
    text.append("out ").append(numbers.get(network.output()));
    network.auxiliary().forEach(a -> text.append(" aux ").append(numbers.get(a)));
    return new NetworkHash(HexFormat.of().formatHex(sha256(text.toString())));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
