package dev.archway.core.cost;

import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a device runs as one: a layer, and the batch normalizations and activations that are
/// computed on its output while that is being written. They are *fused* so if nobody else reads
/// what they read. The image is no step's output: what reads it begins a step.
///
/// Some runtimes fuse less (a pooling and its activation, say); the cost model takes the best case.
///
/// @param nodes the layer first, then those fused into it
record Step(List<Node> nodes) {
  Step {
    nodes = List.copyOf(nodes);
  }

  /// The steps of a network that holds nothing for training only, in its order.
  static List<Step> of(Network inference) {
    var readOnce = readOnce(inference);
    var steps = new ArrayList<List<Node>>();
    Map<String, List<Node>> byOutput = new HashMap<>();
    for (var node : inference.nodes()) {
      var read = node.inputs().getFirst();
      var before = byOutput.get(read);
      if (before != null && isFusible(node.layer()) && readOnce.contains(read)) {
        before.add(node);
        byOutput.put(node.name(), before);
      } else {
        var step = new ArrayList<>(List.of(node));
        steps.add(step);
        byOutput.put(node.name(), step);
      }
    }
    return steps.stream().map(Step::new).toList();
  }

  /// The feature maps that one node reads, and that once.
  static Set<String> readOnce(Network network) {
    var once = new HashSet<String>();
    var read = new HashSet<String>();
    for (var node : network.nodes()) {
      for (var from : node.inputs()) {
        if (read.add(from)) {
          once.add(from);
        } else {
          once.remove(from);
        }
      }
    }
    return once;
  }

  private static boolean isFusible(Layer layer) {
    return layer instanceof Layer.BatchNormalization || layer instanceof Layer.Activation;
  }

  Node first() {
    return nodes.getFirst();
  }

  /// The feature maps that the step reads, as their nodes' names.
  List<String> inputs() {
    return first().inputs();
  }

  /// The name of the feature map that the step writes.
  String output() {
    return nodes.getLast().name();
  }

  /// Whether the shipped model holds `node` as part of the convolution before it: the rule of
  /// [dev.archway.core.transformation.BatchNormFolding], which does it to real weights.
  boolean isFolded(Node node) {
    return foldsANormalization() && node.equals(nodes.get(1));
  }

  /// Whether the step's first layer is a convolution that takes the normalization after it in.
  boolean foldsANormalization() {
    return first().layer() instanceof Layer.Convolution
        && nodes.size() > 1
        && nodes.get(1).layer() instanceof Layer.BatchNormalization;
  }

  /// Whether the step can write its output over one of its inputs: each element of the output needs
  /// only the same element of that input. A squeeze-excite first computes its gates from the whole
  /// input, then scales it in place.
  boolean mayOverwriteAnInput() {
    return switch (first().layer()) {
      case Layer.BatchNormalization _,
          Layer.Activation _,
          Layer.Add _,
          Layer.SqueezeExcite _,
          Layer.Dropout _,
          Layer.DropPath _ ->
          true;
      case Layer.Convolution _,
          Layer.Linear _,
          Layer.Pooling _,
          Layer.GlobalAveragePooling _,
          Layer.Concatenate _,
          Layer.ChannelSplit _,
          Layer.ChannelShuffle _ ->
          false;
    };
  }
}
