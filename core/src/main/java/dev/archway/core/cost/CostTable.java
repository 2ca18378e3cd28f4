package dev.archway.core.cost;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import dev.archway.core.network.ParameterTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the cost of using a network comes from, layer by layer, for one image. What only training
/// needs is left out. Counted are:
///
/// - *Multiply-adds* and *parameters* as in [Costs], which [#total()] agrees with.
/// - *Stored bytes*: the numbers of the network with batch normalization folded into the
///   convolution before it wherever that can be (Jacob et al. 2018, section 3.2), as it is shipped.
///   float32: 4 bytes a number. int8: 1 byte a weight, and 4 bytes each for a bias (int32) and for
///   the scale of each output channel (per-channel and symmetric, Krishnamoorthi 2018); a
///   normalization that can't be folded keeps its four numbers a channel in float32. Scales of
///   feature maps (one number each) and the graph itself are not counted. A folded normalization
///   stores nothing; the bias it turns into is its convolution's.
/// - *Bytes moved*: each input and the output of a step once and whole, and what it stores. Batch
///   normalizations and activations are fused into the step that writes what they read if nobody
///   else reads it, and then move nothing but numbers they hold. A channel split reads the channels
///   it takes only; a squeeze-excite reads its input twice, since the gates depend on all of it.
///   Caches that keep a tensor between two steps are not modelled.
///
/// @param layers in the network's order
public record CostTable(List<LayerCost> layers) {
  public CostTable {
    layers = List.copyOf(layers);
  }

  public static CostTable of(Network network) {
    var inference = network.forInference();
    var byName = new HashMap<String, LayerCost>();
    for (var step : Step.of(inference)) {
      for (var node : step.nodes()) {
        byName.put(node.name(), cost(inference, step, node));
      }
    }
    var layers = new ArrayList<LayerCost>();
    inference.nodes().forEach(node -> layers.add(byName.get(node.name())));
    return new CostTable(layers);
  }

  /// The cost of the whole network.
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public InferenceCost total() {
    return layers.stream().map(LayerCost::cost).reduce(InferenceCost.NONE, InferenceCost::plus);
  }

  /// The cost of all layers of one kind; nothing if the network has none.
  public InferenceCost total(OperationKind kind) {
    return byKind().getOrDefault(kind, InferenceCost.NONE);
  }

  /// The cost of all layers of each kind that the network has.
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public Map<OperationKind, InferenceCost> byKind() {
    var sums = new EnumMap<OperationKind, InferenceCost>(OperationKind.class);
    layers.forEach(layer -> sums.merge(layer.kind(), layer.cost(), InferenceCost::plus));
    return Collections.unmodifiableMap(sums);
  }

  private static LayerCost cost(Network network, Step step, Node node) {
    var in = network.inputShape(node);
    var out = network.shape(node.name());
    boolean fused = !node.equals(step.first());
    var stored = step.isFolded(node) ? Bytes.NONE : stored(network, step, node);
    var moved = fused ? stored : stored.plus(Bytes.ofQuantized(elementsMoved(network, node)));
    return new LayerCost(
        node.name(),
        OperationKind.of(node.layer(), in),
        out,
        fused,
        new InferenceCost(
            Costs.multiplyAdds(node.layer(), in, out),
            Costs.parameters(node.layer(), in.channels()),
            stored,
            moved));
  }

  private static Bytes stored(Network network, Step step, Node node) {
    var stored = Bytes.NONE;
    for (var tensor : ParameterTensor.of(network, node)) {
      stored = stored.plus(stored(tensor));
    }
    boolean gainsBias =
        node.layer() instanceof Layer.Convolution c && !c.bias() && step.foldsANormalization();
    return gainsBias
        ? stored.plus(Bytes.ofUnquantized(network.shape(node.name()).channels()))
        : stored;
  }

  private static Bytes stored(ParameterTensor tensor) {
    return switch (tensor.role()) {
      case CONVOLUTION_WEIGHT, LINEAR_WEIGHT -> {
        int scales = tensor.shape().getFirst();
        yield Bytes.ofQuantized(tensor.elements()).plus(new Bytes(0, (long) Float.BYTES * scales));
      }
      case BIAS, SCALE, SHIFT, RUNNING_MEAN, RUNNING_VARIANCE ->
          Bytes.ofUnquantized(tensor.elements());
    };
  }

  private static long elementsMoved(Network network, Node node) {
    long written = network.shape(node.name()).elements();
    long whole = node.inputs().stream().mapToLong(i -> network.shape(i).elements()).sum();
    long read =
        switch (node.layer()) {
          case Layer.ChannelSplit _ -> written;
          case Layer.SqueezeExcite _ -> 2 * whole;
          case Layer.Convolution _,
              Layer.Linear _,
              Layer.BatchNormalization _,
              Layer.Activation _,
              Layer.Pooling _,
              Layer.GlobalAveragePooling _,
              Layer.Add _,
              Layer.Concatenate _,
              Layer.ChannelShuffle _,
              Layer.Dropout _,
              Layer.DropPath _ ->
              whole;
        };
    return read + written;
  }
}
