package dev.archway.picture;

import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Nodes that are drawn as one: a convolution with the normalization and activation around it, as
/// long as nobody else reads what goes from one to the next.
record Run(List<Node> nodes) {
  Run {
    nodes = List.copyOf(nodes);
  }

  /// The runs of a network that holds nothing for training only, in its order.
  static List<Run> of(Network inference) {
    var reads = new HashMap<String, Integer>();
    inference.nodes().forEach(n -> n.inputs().forEach(from -> reads.merge(from, 1, Integer::sum)));
    var runs = new ArrayList<List<Node>>();
    Map<String, List<Node>> byLast = new HashMap<>();
    for (var node : inference.nodes()) {
      var from = node.inputs().getFirst();
      var before = byLast.get(from);
      if (before != null && reads.getOrDefault(from, 0) == 1 && joins(node, before)) {
        before.add(node);
        byLast.put(node.name(), before);
      } else {
        var begun = new ArrayList<>(List.of(node));
        runs.add(begun);
        byLast.put(node.name(), begun);
      }
    }
    return runs.stream().map(Run::new).toList();
  }

  private static boolean joins(Node node, List<Node> before) {
    var last = before.getLast().layer();
    return switch (node.layer()) {
      case Layer.BatchNormalization _ -> last instanceof Layer.Convolution;
      // Behind ReLU-convolution-BN it begins the next such run.
      case Layer.Activation _ ->
          !isNormalizationOrActivation(before.getFirst().layer())
              && (last instanceof Layer.Convolution
                  || last instanceof Layer.BatchNormalization
                  || last instanceof Layer.Add
                  || last instanceof Layer.Linear);
      // ReLU-convolution-BN, and the two halves of a separable convolution.
      case Layer.Convolution _ ->
          before.stream().allMatch(n -> isNormalizationOrActivation(n.layer()))
              || (last instanceof Layer.Convolution first && first.groups() > 1);
      case Layer.Pooling _,
          Layer.GlobalAveragePooling _,
          Layer.Add _,
          Layer.Concatenate _,
          Layer.ChannelSplit _,
          Layer.ChannelShuffle _,
          Layer.SqueezeExcite _,
          Layer.Dropout _,
          Layer.DropPath _,
          Layer.Linear _ ->
          false;
    };
  }

  private static boolean isNormalizationOrActivation(Layer layer) {
    return layer instanceof Layer.BatchNormalization || layer instanceof Layer.Activation;
  }

  List<String> inputs() {
    return nodes.getFirst().inputs();
  }

  /// The node whose result others read.
  String output() {
    return nodes.getLast().name();
  }

  /// The words up to a dot that all its nodes' names begin with, or the name of the first.
  String name() {
    var first = nodes.getFirst().name();
    if (nodes.size() == 1) {
      return first;
    }
    for (int dot = first.lastIndexOf('.'); dot > 0; dot = first.lastIndexOf('.', dot - 1)) {
      var shared = first.substring(0, dot + 1);
      if (nodes.stream().allMatch(n -> n.name().startsWith(shared))) {
        return first.substring(0, dot);
      }
    }
    return first;
  }

  /// What the run is drawn as: its convolution, or else its first layer.
  Node main() {
    return nodes.stream()
        .filter(n -> n.layer() instanceof Layer.Convolution)
        .findFirst()
        .orElse(nodes.getFirst());
  }
}
