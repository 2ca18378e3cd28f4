package dev.archway.core.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// The layer graph that an architecture expands to for one input shape and class count: a DAG in
/// topological order. Shapes are inferred once, here; a graph that does not fit is refused here
/// with an [InvalidNetworkException] that names the node, the shapes and the rule.
///
/// Auxiliary outputs exist for training only; [#forInference()] is what cost, export and pictures
/// read.
public final class Network {
  /// The name by which nodes read the image.
  public static final String INPUT = "input";

  private final String name;
  private final FeatureShape input;
  private final int classes;
  private final List<Node> nodes;
  private final String output;
  private final List<String> auxiliary;
  private final Map<String, FeatureShape> shapes;

  @JsonCreator
  public Network(
      @JsonProperty("name") String name,
      @JsonProperty("input") FeatureShape input,
      @JsonProperty("classes") int classes,
      @JsonProperty("nodes") List<Node> nodes,
      @JsonProperty("output") String output,
      @JsonProperty("auxiliary") List<String> auxiliary) {
    this(name, input, classes, nodes, output, auxiliary, inferShapes(input, nodes));
  }

  /// For a builder, which has inferred the shapes by the same rules already.
  ///
  /// @param shapes of [#INPUT] and then of each node, in order
  Network(
      String name,
      FeatureShape input,
      int classes,
      List<Node> nodes,
      String output,
      List<String> auxiliary,
      Map<String, FeatureShape> shapes) {
    this.name = name;
    this.input = input;
    this.classes = classes;
    this.nodes = List.copyOf(nodes);
    this.output = output;
    this.auxiliary = List.copyOf(auxiliary);
    this.shapes = Collections.unmodifiableMap(shapes);
    requireOwnTensors();
    requireClassScores(output);
    this.auxiliary.forEach(this::requireClassScores);
  }

  private static Map<String, FeatureShape> inferShapes(FeatureShape input, List<Node> nodes) {
    var shapes = LinkedHashMap.<String, FeatureShape>newLinkedHashMap(nodes.size() + 1);
    shapes.put(INPUT, input);
    for (var node : nodes) {
      var read = new ArrayList<FeatureShape>(node.inputs().size());
      for (var from : node.inputs()) {
        var shape = shapes.get(from);
        if (shape == null) {
          throw new InvalidNetworkException(Unreadable.because(node, from, nodes));
        }
        read.add(shape);
      }
      if (shapes.put(node.name(), ShapeInference.infer(node, read)) != null) {
        throw new InvalidNetworkException("Two nodes are named '" + node.name() + "'.");
      }
    }
    return shapes;
  }

  /// A squeeze-excite owns tensors below its name (see [ParameterTensor]), which no other node may.
  private void requireOwnTensors() {
    for (var node : nodes) {
      if (node.layer() instanceof Layer.SqueezeExcite) {
        for (var part : List.of(".reduce", ".expand")) {
          if (shapes.containsKey(node.name() + part)) {
            throw new InvalidNetworkException(
                "Node " + node.name() + part + " has the name of a part of " + node.name() + ".");
          }
        }
      }
    }
  }

  private void requireClassScores(String node) {
    var shape = shapes.get(node);
    if (!new FeatureShape(classes, 1, 1).equals(shape)) {
      throw new InvalidNetworkException(
          "Output '"
              + node
              + "' must give one score for each of "
              + classes
              + " classes, but is "
              + (shape == null ? "no node." : shape + "."));
    }
  }

  @JsonProperty
  public String name() {
    return name;
  }

  @JsonProperty
  public FeatureShape input() {
    return input;
  }

  @JsonProperty
  public int classes() {
    return classes;
  }

  @JsonProperty
  public List<Node> nodes() {
    return nodes;
  }

  @JsonProperty
  public String output() {
    return output;
  }

  @JsonProperty
  public List<String> auxiliary() {
    return auxiliary;
  }

  /// The shape each node makes, [#INPUT] included, in topological order.
  @JsonIgnore
  public Map<String, FeatureShape> shapes() {
    return shapes;
  }

  /// The shape that node `name`, or [#INPUT], makes.
  public FeatureShape shape(String name) {
    var shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalArgumentException("Network " + this.name + " has no node '" + name + "'.");
    }
    return shape;
  }

  /// The shape that `node` reads first; most layers read exactly one.
  public FeatureShape inputShape(Node node) {
    return shape(node.inputs().getFirst());
  }

  /// This network over other images and classes: every layer stays what it is, but those linear
  /// layers that make the scores. Refuses classes that a network without such a layer cannot give.
  public Network forImages(FeatureShape images, int classes) {
    if (images.equals(input) && classes == this.classes) {
      return this;
    }
    var scoring = new HashSet<>(auxiliary);
    scoring.add(output);
    var changed =
        nodes.stream()
            .map(node ->
                scoring.contains(node.name()) && node.layer() instanceof Layer.Linear
                    ? new Node(node.name(), new Layer.Linear(classes), node.inputs())
                    : node)
            .toList();
    return new Network(name, images, classes, changed, output, auxiliary);
  }

  /// This network under another name.
  public Network named(String other) {
    return new Network(other, input, classes, nodes, output, auxiliary);
  }

  /// This network without what only training needs: auxiliary outputs and the nodes that only they
  /// read, dropout and drop-path.
  public Network forInference() {
    return without(node -> node.layer() instanceof Layer.Dropout || isDropPath(node));
  }

  /// This network as a recipe trains it that gives auxiliary outputs no weight and drops no path.
  public Network forPlainTraining() {
    return without(Network::isDropPath);
  }

  private static boolean isDropPath(Node node) {
    return node.layer() instanceof Layer.DropPath;
  }

  /// What the output needs, without nodes that then pass on what they read.
  private Network without(Predicate<Node> passing) {
    var needed = reaching(output);
    var renamed = new LinkedHashMap<String, String>();
    var kept = new ArrayList<Node>();
    for (var node : nodes) {
      if (!needed.contains(node.name())) {
        continue;
      }
      var inputs = node.inputs().stream().map(i -> renamed.getOrDefault(i, i)).toList();
      if (passing.test(node)) {
        renamed.put(node.name(), inputs.getFirst());
      } else {
        kept.add(new Node(node.name(), node.layer(), inputs));
      }
    }
    return new Network(name, input, classes, kept, renamed.getOrDefault(output, output), List.of());
  }

  private Set<String> reaching(String target) {
    var byName = new LinkedHashMap<String, Node>();
    nodes.forEach(n -> byName.put(n.name(), n));
    var found = new HashSet<String>();
    var open = new ArrayDeque<>(List.of(target));
    while (!open.isEmpty()) {
      var node = byName.get(open.pop());
      if (node != null && found.add(node.name())) {
        open.addAll(node.inputs());
      }
    }
    return found;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network that
        && name.equals(that.name)
        && input.equals(that.input)
        && classes == that.classes
        && nodes.equals(that.nodes)
        && output.equals(that.output)
        && auxiliary.equals(that.auxiliary);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, input, classes, nodes, output, auxiliary);
  }

  @Override
  public String toString() {
    return name + " (" + input + " -> " + classes + ", " + nodes.size() + " nodes)";
  }
}
