package dev.archway.core.network;

import java.util.List;

/// One layer in a [Network], and the names of the nodes it reads; [Network#INPUT] is the image.
public record Node(String name, Layer layer, List<String> inputs) {
  public Node {
    inputs = List.copyOf(inputs);
    if (name.isEmpty() || !name.chars().allMatch(Node::mayStandInAName)) {
      throw new InvalidNetworkException(
          "A node's name is made of letters, digits, '_', '.' and '-', but is '" + name + "'.");
    }
    if (inputs.isEmpty()) {
      throw new InvalidNetworkException("Node " + name + " reads nothing.");
    }
  }

  private static boolean mayStandInAName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '-';
  }
}
