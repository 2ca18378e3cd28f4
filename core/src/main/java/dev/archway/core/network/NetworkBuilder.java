package dev.archway.core.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Grows a [Network] node by node and knows every shape so far, so that what expands an
/// architecture can ask whether a residual fits.
public final class NetworkBuilder {
  private final String name;
  private final FeatureShape input;
  private final int classes;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, FeatureShape> shapes = new LinkedHashMap<>();

  public NetworkBuilder(String name, FeatureShape input, int classes) {
    this.name = name;
    this.input = input;
    this.classes = classes;
    shapes.put(Network.INPUT, input);
  }

  /// Adds a node and returns its name.
  public String add(String node, Layer layer, String... inputs) {
    var added = new Node(node, layer, List.of(inputs));
    var read = new ArrayList<FeatureShape>(inputs.length);
    for (var from : inputs) {
      read.add(shape(from));
    }
    if (shapes.put(node, ShapeInference.infer(added, read)) != null) {
      throw new InvalidNetworkException("Two nodes are named '" + node + "'.");
    }
    nodes.add(added);
    return node;
  }

  /// A convolution, its batch normalization and an activation; returns the last node's name.
  public String convolutionBnActivation(
      String node, Layer.Convolution convolution, Layer.Activation.Function function, String from) {
    return add(
        node + ".act", new Layer.Activation(function), convolutionBn(node, convolution, from));
  }

  /// A convolution and its batch normalization; returns the last node's name.
  public String convolutionBn(String node, Layer.Convolution convolution, String from) {
    return add(
        node + ".bn", Layer.BatchNormalization.standard(), add(node + ".conv", convolution, from));
  }

  /// The shape that a node added before, or [Network#INPUT], makes.
  public FeatureShape shape(String node) {
    var shape = shapes.get(node);
    if (shape == null) {
      throw new InvalidNetworkException("No earlier node is named '" + node + "'.");
    }
    return shape;
  }

  public Network build(String output) {
    return build(output, List.of());
  }

  /// The network of those nodes that an output needs; what nobody reads is left out.
  ///
  /// @param auxiliary outputs that only training has
  public Network build(String output, List<String> auxiliary) {
    var needed = new HashSet<>(auxiliary);
    needed.add(output);
    for (var node : nodes.reversed()) {
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
      }
    }
    var kept = new ArrayList<Node>(nodes.size());
    var keptShapes = LinkedHashMap.<String, FeatureShape>newLinkedHashMap(nodes.size() + 1);
    keptShapes.put(Network.INPUT, input);
    for (var node : nodes) {
      if (needed.contains(node.name())) {
        kept.add(node);
        keptShapes.put(node.name(), shape(node.name()));
      }
    }
    return new Network(name, input, classes, kept, output, auxiliary, keptShapes);
  }
}
