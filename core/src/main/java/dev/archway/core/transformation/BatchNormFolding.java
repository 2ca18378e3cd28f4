package dev.archway.core.transformation;

import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes batch normalization out of a trained network: after training it is a fixed scale and shift
/// of each channel, which the convolution before it can do itself (Jacob et al. 2018, section 3.2).
/// A [Layer.Convolution] whose only reader is a [Layer.BatchNormalization] becomes one convolution
/// with bias, under the convolution's name; every other node stays as it is.
///
/// The folded network computes the same scores up to rounding; it can't be trained on as before.
public final class BatchNormFolding {
  private final Network network;
  private final Weights weights;

  /// Convolutions to be folded, by name, with the normalization that goes into them.
  private final Map<String, Node> folded = new LinkedHashMap<>();

  private BatchNormFolding(Network network, Weights weights) {
    this.network = network;
    this.weights = weights;
    var ends = new HashSet<>(network.auxiliary());
    ends.add(network.output());
    var readers = readers(network);
    for (var node : network.nodes()) {
      if (node.layer() instanceof Layer.Convolution && !ends.contains(node.name())) {
        onlyNormalization(readers.getOrDefault(node.name(), List.of()))
            .ifPresent(normalization -> folded.put(node.name(), normalization));
      }
    }
  }

  /// What folding makes of a network and its weights.
  public record Folded(Network network, Weights weights) {}

  /// Folds every normalization that can be folded. Weights may hold more tensors than the network
  /// has; those are left out.
  public static Folded fold(Network network, Weights weights) {
    return new BatchNormFolding(network, weights).fold();
  }

  private static Map<String, List<Node>> readers(Network network) {
    var readers = new HashMap<String, List<Node>>();
    for (var node : network.nodes()) {
      for (var from : Set.copyOf(node.inputs())) {
        readers.computeIfAbsent(from, _ -> new ArrayList<>()).add(node);
      }
    }
    return readers;
  }

  private static Optional<Node> onlyNormalization(List<Node> readers) {
    return readers.size() == 1 && readers.getFirst().layer() instanceof Layer.BatchNormalization
        ? Optional.of(readers.getFirst())
        : Optional.empty();
  }

  private Folded fold() {
    var renamed = new HashMap<String, String>();
    folded.forEach((convolution, normalization) -> renamed.put(normalization.name(), convolution));
    var nodes = new ArrayList<Node>();
    var tensors = new LinkedHashMap<String, float[]>();
    for (var node : network.nodes()) {
      if (renamed.containsKey(node.name())) {
        continue;
      }
      var inputs = node.inputs().stream().map(i -> renamed.getOrDefault(i, i)).toList();
      var normalization = folded.get(node.name());
      if (normalization != null && node.layer() instanceof Layer.Convolution convolution) {
        nodes.add(new Node(node.name(), withBias(convolution), inputs));
        foldTensors(node, normalization, tensors);
      } else {
        nodes.add(new Node(node.name(), node.layer(), inputs));
        ParameterTensor.of(network, node).forEach(t -> tensors.put(t.name(), weights.get(t)));
      }
    }
    var smaller =
        new Network(
            network.name(),
            network.input(),
            network.classes(),
            nodes,
            renamed.getOrDefault(network.output(), network.output()),
            network.auxiliary().stream().map(a -> renamed.getOrDefault(a, a)).toList());
    return new Folded(smaller, new Weights(tensors));
  }

  private static Layer.Convolution withBias(Layer.Convolution c) {
    return new Layer.Convolution(
        c.filters(), c.kernelHeight(), c.kernelWidth(), c.stride(), c.dilation(), c.groups(), true);
  }

  /// `w' = w * gamma / sqrt(variance + epsilon)` and `b' = (b - mean) * gamma / sqrt(variance +
  /// epsilon) + beta`, for each filter.
  private void foldTensors(Node convolution, Node normalization, Map<String, float[]> tensors) {
    var statistics = ParameterTensor.of(network, normalization);
    var gamma = weights.get(statistics.get(0));
    var beta = weights.get(statistics.get(1));
    var mean = weights.get(statistics.get(2));
    var variance = weights.get(statistics.get(3));
    double epsilon = epsilon(normalization);
    var owned = ParameterTensor.of(network, convolution);
    var weight = weights.get(owned.getFirst());
    var bias = owned.size() > 1 ? weights.get(owned.get(1)) : new float[gamma.length];
    int perFilter = weight.length / gamma.length;
    var scaled = new float[weight.length];
    var shifted = new float[gamma.length];
    for (int filter = 0; filter < shifted.length; filter++) {
      double factor = gamma[filter] / Math.sqrt(variance[filter] + epsilon);
      for (int i = filter * perFilter; i < (filter + 1) * perFilter; i++) {
        scaled[i] = (float) (weight[i] * factor);
      }
      shifted[filter] = (float) ((bias[filter] - mean[filter]) * factor + beta[filter]);
    }
    tensors.put(convolution.name() + ".weight", scaled);
    tensors.put(convolution.name() + ".bias", shifted);
  }

  private static double epsilon(Node normalization) {
    if (!(normalization.layer() instanceof Layer.BatchNormalization layer)) {
      throw new IllegalArgumentException("Node " + normalization.name() + " normalizes nothing.");
    }
    return layer.epsilon();
  }
}
