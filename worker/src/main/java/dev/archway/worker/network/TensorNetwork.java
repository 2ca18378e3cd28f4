package dev.archway.worker.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.archway.core.network.Network;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.weights.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network whose tensors live in native memory: what turns images into class scores, and what
/// training changes. Auxiliary outputs are not computed and no path is dropped: no recipe asks for
/// either.
///
/// Owns its memory until closed. One thread at a time.
public final class TensorNetwork implements AutoCloseable {
  private final ForwardPlan trainingPlan;
  private final ForwardPlan inferencePlan;
  private final NDManager memory;
  private final List<Parameter> parameters = new ArrayList<>();

  /// What gradients flow into: learned tensors as leaves, running statistics as they are.
  private final Map<String, NDArray> leaves = new HashMap<>();

  /// The same memory, seen without gradients.
  private final Map<String, NDArray> values = new LinkedHashMap<>();

  /// A learned tensor.
  ///
  /// @param leaf the tensor as gradients see it
  /// @param value the same memory without gradients, for changing it in place
  public record Parameter(ParameterTensor tensor, NDArray leaf, NDArray value) {}

  /// Copies `weights` into native memory under `parent`.
  public TensorNetwork(Network network, Weights weights, NDManager parent) {
    var trained = network.forPlainTraining();
    this.trainingPlan = ForwardPlan.of(trained);
    this.inferencePlan = ForwardPlan.of(network.forInference());
    this.memory = parent.newSubManager();
    for (var tensor : ParameterTensor.of(trained)) {
      var shape = new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
      var leaf = memory.create(weights.get(tensor), shape);
      leaf.setName(tensor.name());
      leaves.put(tensor.name(), leaf);
      if (tensor.role().learned()) {
        leaf.setRequiresGradient(true);
        var value = leaf.stopGradient();
        values.put(tensor.name(), value);
        parameters.add(new Parameter(tensor, leaf, value));
      } else {
        values.put(tensor.name(), leaf);
      }
    }
    // Nothing may be added to what lives as long as the training: a leak fails at once.
    memory.cap();
  }

  /// The learned tensors in the order of the network's nodes.
  public List<Parameter> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  /// Class scores `(batch, classes)` with what only training has: batch statistics, which also move
  /// the running ones, and dropout. All values are attached to the manager of `images`.
  ///
  /// @param images normalized, `(batch, channels, height, width)`
  public NDArray train(NDArray images, DropoutMasks masks) {
    return forward(trainingPlan, new Layers(leaves, true, masks), images);
  }

  /// Class scores `(batch, classes)` with running statistics.
  public NDArray infer(NDArray images) {
    return forward(inferencePlan, new Layers(values, false, DropoutMasks.NONE), images);
  }

  private static NDArray forward(ForwardPlan plan, Layers layers, NDArray images) {
    var computed = new HashMap<String, NDArray>();
    computed.put(Network.INPUT, images);
    for (var step : plan.steps()) {
      var node = step.node();
      var inputs = node.inputs().stream().map(input -> known(computed, input)).toList();
      computed.put(node.name(), layers.compute(node, inputs));
      step.finished().forEach(name -> known(computed, name).close());
    }
    var scores = known(computed, plan.output());
    return scores.reshape(scores.getShape().get(0), scores.getShape().get(1));
  }

  private static NDArray known(Map<String, NDArray> computed, String name) {
    var value = computed.get(name);
    if (value == null) {
      throw new IllegalStateException("Node " + name + " was not computed yet.");
    }
    return value;
  }

  /// A copy of all tensors as they are now.
  public Weights weights() {
    var copy = new LinkedHashMap<String, float[]>();
    values.forEach((name, value) -> copy.put(name, value.toFloatArray()));
    return new Weights(copy);
  }

  @Override
  public void close() {
    memory.close();
  }
}
