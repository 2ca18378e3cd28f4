package dev.archway.worker.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.recipe.Optimizer;
import dev.archway.core.weights.Weights;
import dev.archway.worker.network.TensorNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Stochastic gradient descent in PyTorch's form (see [Optimizer.Sgd]), with its velocities. DJL's
/// own optimizers neither know this form's Nesterov variant nor give their state away.
final class Momentum implements AutoCloseable {
  private final Optimizer.Sgd settings;
  private final List<TensorNetwork.Parameter> parameters;
  private final List<NDArray> velocities = new ArrayList<>();
  private final NDManager memory;

  /// @param before the velocities to go on with, by the tensor that each moves; none at the start
  Momentum(
      Optimizer.Sgd settings,
      List<TensorNetwork.Parameter> parameters,
      Optional<Weights> before,
      NDManager parent) {
    this.settings = settings;
    this.parameters = List.copyOf(parameters);
    this.memory = parent.newSubManager();
    for (var parameter : parameters) {
      var shape = parameter.value().getShape();
      velocities.add(
          before
              .map(known -> memory.create(known.get(parameter.tensor()), shape))
              .orElseGet(() -> memory.zeros(shape)));
    }
    memory.cap();
  }

  /// Moves every parameter by its gradient.
  ///
  /// @param factor what the schedule makes of the learning rate at this step
  /// @param scratch where temporary values may live
  void step(double factor, NDManager scratch) {
    var rate = scratch.create((float) (settings.learningRate() * factor));
    var momentum = scratch.create((float) settings.momentum());
    var decay = scratch.create((float) settings.weightDecay());
    for (int i = 0; i < parameters.size(); i++) {
      try (var within = scratch.newSubManager()) {
        step(parameters.get(i), velocities.get(i), new Scalars(rate, momentum, decay), within);
      }
    }
  }

  private record Scalars(NDArray rate, NDArray momentum, NDArray decay) {}

  private void step(
      TensorNetwork.Parameter parameter, NDArray velocity, Scalars scalars, NDManager within) {
    var value = parameter.value();
    // Results belong to the manager of the first operand, and these belong to long-lived ones.
    parameter.leaf().tempAttach(within);
    value.tempAttach(within);
    velocity.tempAttach(within);
    var gradient = parameter.leaf().getGradient();
    if (settings.weightDecay() > 0 && decays(parameter.tensor().role())) {
      gradient.addi(value.mul(scalars.decay()));
    }
    velocity.muli(scalars.momentum()).addi(gradient);
    var move =
        settings.nesterov()
            ? velocity.mul(scalars.momentum()).addi(gradient).muli(scalars.rate())
            : velocity.mul(scalars.rate());
    value.subi(move);
    // PyTorch adds to gradients, and DJL leaves it to its trainers to clear them.
    gradient.subi(gradient);
  }

  /// A copy of all velocities as they are now, by the tensor that each moves.
  Weights velocities() {
    var copy = new LinkedHashMap<String, float[]>();
    for (int i = 0; i < parameters.size(); i++) {
      copy.put(parameters.get(i).tensor().name(), velocities.get(i).toFloatArray());
    }
    return new Weights(copy);
  }

  private static boolean decays(ParameterTensor.Role role) {
    return switch (role) {
      case CONVOLUTION_WEIGHT, LINEAR_WEIGHT -> true;
      case BIAS, SCALE, SHIFT, RUNNING_MEAN, RUNNING_VARIANCE -> false;
    };
  }

  @Override
  public void close() {
    memory.close();
  }
}
