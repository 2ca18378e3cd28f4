package dev.archway.worker.network;

import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// The nodes that the output needs, each with the values that nobody reads after it, so that their
/// native memory is given back as early as can be.
record ForwardPlan(List<Step> steps, String output) {

  /// One node, and the values to close once it is computed.
  record Step(Node node, List<String> finished) {}

  static ForwardPlan of(Network network) {
    var needed = new HashSet<String>();
    needed.add(network.output());
    for (var node : network.nodes().reversed()) {
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
      }
    }
    var nodes = network.nodes().stream().filter(n -> needed.contains(n.name())).toList();
    Map<String, Integer> lastRead = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (var input : nodes.get(i).inputs()) {
        lastRead.put(input, i);
      }
    }
    lastRead.remove(Network.INPUT);
    var steps = new ArrayList<Step>();
    for (int i = 0; i < nodes.size(); i++) {
      int index = i;
      steps.add(
          new Step(
              nodes.get(i),
              nodes.get(i).inputs().stream()
                  .distinct()
                  .filter(input -> Integer.valueOf(index).equals(lastRead.get(input)))
                  .toList()));
    }
    return new ForwardPlan(steps, network.output());
  }
}
