package dev.archway.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.network.ParameterTensor.Role;
import dev.archway.core.zoo.MobileNetV2;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WeightsTest {
  private static final Network NETWORK =
      MobileNetV2.cifar(0.5).expand(new FeatureShape(3, 32, 32), 10);

  @Test
  void theSameSeedGivesTheSameBits() {
    var first = Weights.initial(NETWORK, 7);
    var second = Weights.initial(NETWORK, 7);

    assertThat(second.tensors()).hasSameSizeAs(first.tensors());
    first
        .tensors()
        .forEach((name, values) -> assertThat(second.tensors().get(name)).isEqualTo(values));
  }

  /// Trials are replayed by seed, and models are timed with these weights: neither may change with
  /// a JDK.
  @Test
  void theFirstNumbersOfAKnownSeedStayWhatTheyAre() {
    var stem = Weights.initial(NETWORK, 7).tensors().get("stem.conv.weight");

    assertThat(Arrays.copyOf(stem, 3)).containsExactly(0.19114326f, 0.022281492f, -0.17850375f);
  }

  @Test
  void anotherSeedGivesOtherNumbers() {
    assertThat(Weights.initial(NETWORK, 7).tensors().get("stem.conv.weight"))
        .isNotEqualTo(Weights.initial(NETWORK, 8).tensors().get("stem.conv.weight"));
  }

  /// He et al. 2015, eq. 10: a deviation of `sqrt(2 / fanIn)`. The bounds are five standard errors.
  @Test
  void convolutionsAreScaledByTheirFanIn() {
    var weights = Weights.initial(NETWORK, 1);
    for (var tensor : ParameterTensor.of(NETWORK)) {
      if (tensor.role() == Role.CONVOLUTION_WEIGHT) {
        var values = doubles(weights.get(tensor));
        double expected = Math.sqrt(2.0 / tensor.fanIn());
        double n = values.length;
        double mean = Arrays.stream(values).sum() / n;
        double deviation = Math.sqrt(Arrays.stream(values).map(v -> v * v).sum() / n);

        assertThat(mean).isEqualTo(0, offset(5 * expected / Math.sqrt(n)));
        assertThat(deviation).isEqualTo(expected, offset(5 * expected / Math.sqrt(2 * n)));
      }
    }
  }

  @Test
  void linearWeightsFillTheirIntervalEvenly() {
    var tensor = tensor(Role.LINEAR_WEIGHT);
    var values = doubles(Weights.initial(NETWORK, 1).get(tensor));
    double bound = 1 / Math.sqrt(tensor.fanIn());

    assertThat(Arrays.stream(values).boxed()).allMatch(v -> Math.abs(v) <= bound);
    assertThat(Arrays.stream(values).max().orElseThrow()).isGreaterThan(0.99 * bound);
    assertThat(Arrays.stream(values).min().orElseThrow()).isLessThan(-0.99 * bound);
  }

  @Test
  void batchNormalizationBeginsAsTheIdentityAndBiasesAtZero() {
    var weights = Weights.initial(NETWORK, 1);
    for (var tensor : ParameterTensor.of(NETWORK)) {
      switch (tensor.role()) {
        case SCALE, RUNNING_VARIANCE -> assertThat(weights.get(tensor)).containsOnly(1f);
        case SHIFT, RUNNING_MEAN, BIAS -> assertThat(weights.get(tensor)).containsOnly(0f);
        case CONVOLUTION_WEIGHT, LINEAR_WEIGHT ->
            assertThat(weights.get(tensor)).hasSize(tensor.elements());
      }
    }
  }

  @Test
  void refusesATensorThatIsMissingOrOfAnotherSize() {
    var tensor = new ParameterTensor("head.weight", Role.LINEAR_WEIGHT, List.of(2, 3));

    assertThatThrownBy(() -> new Weights(Map.of()).get(tensor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Weights should hold 6 numbers for head.weight of shape [2, 3], but hold none.");
    assertThatThrownBy(() -> new Weights(Map.of("head.weight", new float[5])).get(tensor))
        .hasMessage("Weights should hold 6 numbers for head.weight of shape [2, 3], but hold 5.");
  }

  @Test
  void keepsItsTensorsWhateverHappensToTheMapItWasGiven() {
    var given = new HashMap<>(Map.of("w", new float[] {1}));
    var weights = new Weights(given);
    given.clear();

    assertThat(weights.tensors()).containsKey("w");
  }

  private static ParameterTensor tensor(Role role) {
    return ParameterTensor.of(NETWORK).stream()
        .filter(t -> t.role() == role)
        .findFirst()
        .orElseThrow();
  }

  private static double[] doubles(float[] values) {
    var doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
