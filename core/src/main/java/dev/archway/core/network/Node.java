package dev.archway.core.network;

import java.util.List;

/// One layer in a [Network], and the names of the nodes it reads; [Network#INPUT] is the image.
public record Node(String name, Layer layer, List<String> inputs) {
  public Node {
    inputs = List.copyOf(inputs);
    if (!name.matches("[a-zA-Z0-9_.-]+")) {
      throw new InvalidNetworkException(
          "A node's name is made of letters, digits, '_', '.' and '-', but is '" + name + "'.");
    }
    if (inputs.isEmpty()) {
      throw new InvalidNetworkException("Node " + name + " reads nothing.");
    }
  }
}
