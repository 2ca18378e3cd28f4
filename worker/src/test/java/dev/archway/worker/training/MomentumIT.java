package dev.archway.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.recipe.Optimizer;
import dev.archway.core.weights.Weights;
import dev.archway.worker.network.DropoutMasks;
import dev.archway.worker.network.TensorNetwork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A linear network of one input and two classes: score `c` is `w_c x + b_c`, and with the sum of
/// scores as loss each `w_c` has gradient `x` and each `b_c` gradient 1.
class MomentumIT {
  private static final float X = 3;

  @Test
  void theFirstStepWithoutMomentumIsTheRateTimesTheGradient() {
    var after = afterSteps(new Optimizer.Sgd(0.1, 0, false, 0), 1.0);

    assertThat(after.get("classifier.weight"))
        .containsExactly(new float[] {0.7f, 1.7f}, within(1e-6f));
    assertThat(after.get("classifier.bias"))
        .containsExactly(new float[] {-0.1f, 0.4f}, within(1e-6f));
  }

  @Test
  void weightDecayIsForWeightsAndNotForBiases() {
    var after = afterSteps(new Optimizer.Sgd(0.1, 0, false, 0.5), 1.0);

    // 1 - 0.1 (3 + 0.5 * 1) and 2 - 0.1 (3 + 0.5 * 2).
    assertThat(after.get("classifier.weight"))
        .containsExactly(new float[] {0.65f, 1.6f}, within(1e-6f));
    assertThat(after.get("classifier.bias"))
        .containsExactly(new float[] {-0.1f, 0.4f}, within(1e-6f));
  }

  @Test
  void momentumCarriesTheVelocityOn() {
    var after = afterSteps(new Optimizer.Sgd(0.1, 0.5, false, 0), 1.0, 1.0);

    // Velocities 3 and 0.5 * 3 + 3 = 4.5: 1 - 0.3 - 0.45.
    assertThat(firstWeight(after)).isCloseTo(0.25f, within(1e-6f));
  }

  @Test
  void nesterovLooksOneStepAhead() {
    var after = afterSteps(new Optimizer.Sgd(0.1, 0.5, true, 0), 1.0, 1.0);

    // Moves 3 + 0.5 * 3 = 4.5 and 3 + 0.5 * 4.5 = 5.25: 1 - 0.45 - 0.525.
    assertThat(firstWeight(after)).isCloseTo(0.025f, within(1e-6f));
  }

  @Test
  void theScheduleScalesTheRateAndNotTheVelocity() {
    var after = afterSteps(new Optimizer.Sgd(0.1, 0.5, false, 0), 1.0, 0.1);

    // Velocities 3 and 4.5 as ever, the second at a tenth of the rate: 1 - 0.3 - 0.045.
    assertThat(firstWeight(after)).isCloseTo(0.655f, within(1e-6f));
  }

  private static float firstWeight(Map<String, float[]> tensors) {
    return Objects.requireNonNull(tensors.get("classifier.weight"))[0];
  }

  private static Map<String, float[]> afterSteps(Optimizer.Sgd settings, double... factors) {
    var builder = new NetworkBuilder("linear", new FeatureShape(1, 1, 1), 2);
    var network = builder.build(builder.add("classifier", new Layer.Linear(2), Network.INPUT));
    var weights =
        new Weights(
            Map.of(
                "classifier.weight", new float[] {1, 2}, "classifier.bias", new float[] {0, 0.5f}));
    try (var memory = Tensors.memory();
        var tensors = new TensorNetwork(network, weights, memory);
        var momentum =
            new Momentum(settings, List.copyOf(tensors.parameters()), Optional.empty(), memory)) {
      for (double factor : factors) {
        try (var scratch = memory.newSubManager()) {
          var image = scratch.create(new float[] {X}, new Shape(1, 1, 1, 1));
          try (var gradients = Tensors.engine().newGradientCollector()) {
            gradients.backward(tensors.train(image, new DropoutMasks(0, 0)).sum());
          }
          momentum.step(factor, scratch);
        }
      }
      return tensors.weights().tensors();
    }
  }
}
