package dev.archway.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ParameterTensorTest {
  @Test
  void tensorsHavePyTorchsNamesAndLayouts() {
    var builder = new NetworkBuilder("n", new FeatureShape(6, 8, 8), 10);
    builder.add("conv", new Layer.Convolution(12, 3, 5, 1, 1, 3, true), Network.INPUT);
    builder.add("bn", Layer.BatchNormalization.standard(), "conv");
    builder.add("se", new Layer.SqueezeExcite(4, Layer.SqueezeExcite.Gate.SIGMOID), "bn");
    builder.add("pool", new Layer.GlobalAveragePooling(), "se");
    var network = builder.build(builder.add("fc", new Layer.Linear(10), "pool"));

    assertThat(ParameterTensor.of(network))
        .extracting(ParameterTensor::name, ParameterTensor::shape, t -> t.role().learned())
        .containsExactly(
            tuple("conv.weight", List.of(12, 2, 3, 5), true),
            tuple("conv.bias", List.of(12), true),
            tuple("bn.weight", List.of(12), true),
            tuple("bn.bias", List.of(12), true),
            tuple("bn.running_mean", List.of(12), false),
            tuple("bn.running_var", List.of(12), false),
            tuple("se.reduce.weight", List.of(4, 12, 1, 1), true),
            tuple("se.reduce.bias", List.of(4), true),
            tuple("se.expand.weight", List.of(12, 4, 1, 1), true),
            tuple("se.expand.bias", List.of(12), true),
            tuple("fc.weight", List.of(10, 12), true),
            tuple("fc.bias", List.of(10), true));
  }

  @Test
  void fanInIsWhatOneOutputSumsOver() {
    var weight =
        new ParameterTensor("w", ParameterTensor.Role.CONVOLUTION_WEIGHT, List.of(12, 2, 3, 5));

    assertThat(weight.elements()).isEqualTo(12 * 2 * 3 * 5);
    assertThat(weight.fanIn()).isEqualTo(2 * 3 * 5);
  }
}
