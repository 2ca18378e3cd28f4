package dev.archway.core.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.network.Node;
import dev.archway.core.network.ParameterTensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CostsTest {
  private static final FeatureShape IMAGE = new FeatureShape(4, 8, 6);

  @Test
  void aConvolutionCostsItsKernelForEveryOutputAndInputChannelOfItsGroup() {
    // 24 filters over 2 channels each, 3x5, at 4x3 positions.
    assertThat(costsOf(new Layer.Convolution(24, 3, 5, 2, 1, 2, false)))
        .isEqualTo(plusHead(new Costs(24 * 4 * 3 * 2 * 3 * 5, 24 * 2 * 3 * 5), 24));
  }

  @Test
  void aBiasIsAParameterButNoMultiplyAdd() {
    var without = costsOf(new Layer.Convolution(24, 1, 1, 1, 1, 1, false));
    var with = costsOf(new Layer.Convolution(24, 1, 1, 1, 1, 1, true));

    assertThat(with).isEqualTo(new Costs(without.multiplyAdds(), without.parameters() + 24));
  }

  @Test
  void batchNormalizationHasAScaleAndAShiftAChannel() {
    assertThat(costsOf(Layer.BatchNormalization.standard()))
        .isEqualTo(plusHead(new Costs(0, 2 * 4), 4));
  }

  @Test
  void squeezeExciteCostsItsTwoProjections() {
    assertThat(costsOf(new Layer.SqueezeExcite(3, Layer.SqueezeExcite.Gate.SIGMOID)))
        .isEqualTo(plusHead(new Costs(2 * 4 * 3, 4 * 3 + 3 + 3 * 4 + 4), 4));
  }

  @Test
  void whatHasNoProductsCostsNothing() {
    for (var layer :
        new Layer[] {
          new Layer.Activation(Layer.Activation.Function.HARD_SWISH),
          new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 1),
          new Layer.ChannelShuffle(2),
          new Layer.ChannelSplit(0, 4),
          new Layer.Concatenate(),
          new Layer.Dropout(0.5),
          new Layer.DropPath(0.5)
        }) {
      assertThat(costsOf(layer)).isEqualTo(plusHead(new Costs(0, 0), 4));
    }
  }

  @Test
  void whatOnlyTrainingNeedsIsNotCounted() {
    var builder = new NetworkBuilder("n", IMAGE, 10);
    builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
    var plain = builder.build(builder.add("scores", new Layer.Linear(10), "pool"));
    var nodes = new ArrayList<>(plain.nodes());
    nodes.add(new Node("side", new Layer.Linear(10), List.of("pool")));
    var withAuxiliary = new Network("n", IMAGE, 10, nodes, "scores", List.of("side"));

    assertThat(Costs.of(withAuxiliary)).isEqualTo(Costs.of(plain));
  }

  @Test
  void whatNobodyReadsIsNotCounted() {
    var builder = new NetworkBuilder("n", IMAGE, 10);
    builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
    var plain = builder.build(builder.add("scores", new Layer.Linear(10), "pool"));
    var nodes = new ArrayList<>(plain.nodes());
    nodes.add(new Node("unread", new Layer.Linear(10), List.of("pool")));

    assertThat(Costs.of(new Network("n", IMAGE, 10, nodes, "scores", List.of())))
        .isEqualTo(Costs.of(plain));
  }

  /// Two ways to count parameters: by formula, and by the tensors that training really makes.
  @Test
  void parametersAreTheElementsOfTheLearnedTensors() {
    for (var network : SampledNetworks.all()) {
      long learned =
          ParameterTensor.of(network.forInference()).stream()
              .filter(t -> t.role().learned())
              .mapToLong(ParameterTensor::elements)
              .sum();

      assertThat(Costs.of(network).parameters()).isEqualTo(learned);
    }
  }

  @Test
  void inferenceCostsWhatTheNetworkCosts() {
    for (var network : SampledNetworks.all()) {
      assertThat(Costs.of(network.forInference())).isEqualTo(Costs.of(network));
    }
  }

  @Test
  void countsBeyondAnIntAreRight() {
    var builder = new NetworkBuilder("n", new FeatureShape(512, 512, 512), 10);
    builder.add("conv", Layer.Convolution.square(512, 7, 1), Network.INPUT);
    builder.add("pool", new Layer.GlobalAveragePooling(), "conv");
    var network = builder.build(builder.add("scores", new Layer.Linear(10), "pool"));

    assertThat(Costs.of(network).multiplyAdds())
        .isEqualTo(512L * 512 * 512 * 512 * 7 * 7 + 512 * 10);
  }

  private static Costs costsOf(Layer layer) {
    var builder = new NetworkBuilder("n", IMAGE, 10);
    builder.add("layer", layer, Network.INPUT);
    builder.add("pool", new Layer.GlobalAveragePooling(), "layer");
    return Costs.of(builder.build(builder.add("scores", new Layer.Linear(10), "pool")));
  }

  private static Costs plusHead(Costs costs, int channels) {
    return new Costs(
        costs.multiplyAdds() + channels * 10L, costs.parameters() + channels * 10L + 10);
  }
}
