package dev.archway.core.transformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.network.Node;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.weights.Weights;
import dev.archway.core.zoo.MobileNetV2;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchNormFoldingTest {
  private static final FeatureShape PIXEL = new FeatureShape(1, 1, 1);

  @Test
  void leavesNoNormalizationInMobileNetV2() {
    var network = MobileNetV2.cifar(0.5).expand(new FeatureShape(3, 32, 32), 10);

    var folded = BatchNormFolding.fold(network, Weights.initial(network, 1));

    long normalizations =
        network.nodes().stream().filter(n -> n.layer() instanceof Layer.BatchNormalization).count();
    assertThat(folded.network().nodes())
        .noneMatch(n -> n.layer() instanceof Layer.BatchNormalization)
        .hasSize(network.nodes().size() - (int) normalizations);
    assertThat(folded.network().nodes().stream().map(Node::name)).doesNotHaveDuplicates();
    assertThat(folded.network().shape("head.conv")).isEqualTo(network.shape("head.bn"));
  }

  @Test
  void foldedWeightsAreExactlyTheTensorsOfTheFoldedNetwork() {
    var network = MobileNetV2.cifar(0.5).expand(new FeatureShape(3, 32, 32), 10);

    var folded = BatchNormFolding.fold(network, Weights.initial(network, 1));

    assertThat(folded.weights().tensors().keySet())
        .containsExactlyElementsOf(
            ParameterTensor.of(folded.network()).stream().map(ParameterTensor::name).toList());
    ParameterTensor.of(folded.network()).forEach(folded.weights()::get);
  }

  @Test
  void scalesTheFilterAndShiftsTheBias() {
    var network = convolutionAndNormalization(true);
    var weights =
        new Weights(
            Map.of(
                "conv.weight", new float[] {3},
                "conv.bias", new float[] {5},
                "bn.weight", new float[] {4},
                "bn.bias", new float[] {7},
                "bn.running_mean", new float[] {1},
                "bn.running_var", new float[] {3.75f}));

    var folded = BatchNormFolding.fold(network, weights);

    // gamma / sqrt(variance + epsilon) is 4 / sqrt(3.75 + 0.25) = 2.
    assertThat(folded.weights().tensors()).containsEntry("conv.weight", new float[] {6});
    assertThat(folded.weights().tensors()).containsEntry("conv.bias", new float[] {15});
  }

  @Test
  void givesAConvolutionWithoutBiasOne() {
    var network = convolutionAndNormalization(false);
    var weights =
        new Weights(
            Map.of(
                "conv.weight", new float[] {3},
                "bn.weight", new float[] {1},
                "bn.bias", new float[] {7},
                "bn.running_mean", new float[] {4},
                "bn.running_var", new float[] {0}));

    var folded = BatchNormFolding.fold(network, weights);

    // With variance 0 the factor is 1 / sqrt(0.25) = 2.
    assertThat(folded.weights().tensors()).containsEntry("conv.weight", new float[] {6});
    assertThat(folded.weights().tensors()).containsEntry("conv.bias", new float[] {-1});
    assertThat(folded.network().output()).isEqualTo("conv");
  }

  @Test
  void keepsTheNormalizationOfAConvolutionThatOthersReadToo() {
    var builder = new NetworkBuilder("shared", PIXEL, 1);
    builder.add("conv", Layer.Convolution.pointwise(1), Network.INPUT);
    builder.add("bn", Layer.BatchNormalization.standard(), "conv");
    var network = builder.build(builder.add("sum", new Layer.Add(), "conv", "bn"));

    var folded = BatchNormFolding.fold(network, Weights.initial(network, 1));

    assertThat(folded.network()).isEqualTo(network);
  }

  @Test
  void keepsTheNormalizationOfAConvolutionThatIsAnOutput() {
    var nodes =
        List.of(
            new Node("conv", Layer.Convolution.pointwise(1), List.of(Network.INPUT)),
            new Node("bn", Layer.BatchNormalization.standard(), List.of("conv")));
    var network = new Network("auxiliary", PIXEL, 1, nodes, "bn", List.of("conv"));

    var folded = BatchNormFolding.fold(network, Weights.initial(network, 1));

    assertThat(folded.network()).isEqualTo(network);
  }

  @Test
  void keepsANormalizationThatReadsNoConvolution() {
    var builder = new NetworkBuilder("first", PIXEL, 1);
    builder.add("bn", Layer.BatchNormalization.standard(), Network.INPUT);
    var network = builder.build(builder.add("linear", new Layer.Linear(1), "bn"));

    var folded = BatchNormFolding.fold(network, Weights.initial(network, 1));

    assertThat(folded.network()).isEqualTo(network);
    assertThat(folded.weights().tensors()).containsKeys("bn.weight", "linear.bias");
  }

  @Test
  void redirectsAuxiliaryOutputsToTheFoldedConvolution() {
    var nodes =
        List.of(
            new Node("conv", Layer.Convolution.pointwise(1), List.of(Network.INPUT)),
            new Node("bn", Layer.BatchNormalization.standard(), List.of("conv")),
            new Node("linear", new Layer.Linear(1), List.of("bn")));
    var network = new Network("auxiliary", PIXEL, 1, nodes, "linear", List.of("bn"));

    var folded = BatchNormFolding.fold(network, Weights.initial(network, 1));

    assertThat(folded.network().auxiliary()).containsExactly("conv");
  }

  @Test
  void refusesWeightsThatLackATensorAndNamesIt() {
    var network = convolutionAndNormalization(false);
    var weights = new Weights(Map.of("conv.weight", new float[] {3}));

    assertThatThrownBy(() -> BatchNormFolding.fold(network, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bn.weight");
  }

  private static Network convolutionAndNormalization(boolean bias) {
    var builder = new NetworkBuilder("pair", PIXEL, 1);
    builder.add("conv", new Layer.Convolution(1, 1, 1, 1, 1, 1, bias), Network.INPUT);
    return builder.build(builder.add("bn", new Layer.BatchNormalization(0.25, 0.9), "conv"));
  }
}
