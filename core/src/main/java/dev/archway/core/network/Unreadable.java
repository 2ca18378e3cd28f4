package dev.archway.core.network;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Says why a node cannot read what it names: because nothing has that name, because the two form a
/// cycle, or because the list is not in topological order.
final class Unreadable {
  private Unreadable() {}

  static String because(Node node, String from, List<Node> nodes) {
    Map<String, Node> byName = new LinkedHashMap<>();
    nodes.forEach(n -> byName.put(n.name(), n));
    var reads = "Node " + node.name() + " reads '" + from + "', ";
    if (!byName.containsKey(from)) {
      return reads + "which no node is named.";
    }
    return ancestors(from, byName).contains(node.name())
        ? reads + "which reads " + node.name() + " in turn: a network has no cycles."
        : reads + "which is listed after it: nodes come in topological order.";
  }

  /// The nodes that `name` depends on, itself included.
  private static Set<String> ancestors(String name, Map<String, Node> byName) {
    var found = new HashSet<String>();
    var open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      var node = byName.get(open.pop());
      if (node != null && found.add(node.name())) {
        open.addAll(node.inputs());
      }
    }
    return found;
  }
}
