package dev.archway.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.transformation.BatchNormFolding;
import dev.archway.core.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class CostTableTest {
  /// 192 elements.
  private static final FeatureShape IMAGE = new FeatureShape(4, 8, 6);

  private static final Layer BN = Layer.BatchNormalization.standard();
  private static final Layer RELU = new Layer.Activation(Layer.Activation.Function.RELU);

  private final NetworkBuilder builder = new NetworkBuilder("n", IMAGE, 10);

  @Test
  void aConvolutionTakesItsNormalizationInAsABias() {
    builder.convolutionBnActivation(
        "a", Layer.Convolution.square(8, 3, 2), Layer.Activation.Function.RELU, Network.INPUT);
    var table = scored("a.act");

    // 8x4x3 outputs of 4x3x3 products each; 288 weights; 192 elements read and 96 written.
    // float32: 288 weights and 8 biases. int8: 288 bytes, 8 biases and 8 scales of 4 bytes.
    assertThat(layer(table, "a.conv"))
        .isEqualTo(
            new LayerCost(
                "a.conv",
                OperationKind.OTHER_CONVOLUTION,
                new FeatureShape(8, 4, 3),
                false,
                new InferenceCost(
                    96 * 36,
                    288,
                    new Bytes(4 * 296, 288 + 4 * 16),
                    new Bytes(4 * (296 + 192 + 96), 288 + 4 * 16 + 192 + 96))));
    assertThat(layer(table, "a.bn"))
        .isEqualTo(
            new LayerCost(
                "a.bn",
                OperationKind.BATCH_NORMALIZATION,
                new FeatureShape(8, 4, 3),
                true,
                new InferenceCost(0, 16, Bytes.NONE, Bytes.NONE)));
    assertThat(layer(table, "a.act").fused()).isTrue();
    assertThat(cost(table, "a.act")).isEqualTo(InferenceCost.NONE);
  }

  @Test
  void aConvolutionThatHasABiasGainsNoSecondOne() {
    builder.add("conv", new Layer.Convolution(8, 1, 1, 1, 1, 1, true), Network.INPUT);
    builder.add("bn", BN, "conv");

    assertThat(cost(scored("bn"), "conv").storageBytes())
        .isEqualTo(new Bytes(4 * (32 + 8), 32 + 4 * (8 + 8)));
  }

  @Test
  void anActivationGivesAConvolutionNoBias() {
    builder.add("conv", Layer.Convolution.pointwise(8), Network.INPUT);
    builder.add("act", RELU, "conv");

    assertThat(cost(scored("act"), "conv").storageBytes()).isEqualTo(new Bytes(4 * 32, 32 + 4 * 8));
  }

  @Test
  void aLinearLayerHasABiasAndAScaleForEachUnit() {
    // 4 channels to 10 units.
    assertThat(cost(scored(Network.INPUT), "scores"))
        .isEqualTo(
            new InferenceCost(
                40,
                50,
                new Bytes(4 * 50, 40 + 4 * 20),
                new Bytes(4 * (50 + 4 + 10), 40 + 4 * 20 + 4 + 10)));
  }

  @Test
  void aNormalizationWithoutAConvolutionBeforeItStaysInFloat() {
    builder.add("bn", BN, Network.INPUT);
    var table = scored("bn");

    // Four numbers for each of 4 channels; it reads the image and writes as much.
    assertThat(layer(table, "bn").fused()).isFalse();
    assertThat(cost(table, "bn"))
        .isEqualTo(
            new InferenceCost(0, 8, new Bytes(64, 64), new Bytes(64 + 4 * 2 * 192, 64 + 2 * 192)));
  }

  @Test
  void aNormalizationFusedIntoAPoolingMovesItsNumbersOnly() {
    builder.add("max", new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 3, 1), Network.INPUT);
    builder.add("bn", BN, "max");
    var table = scored("bn");

    assertThat(layer(table, "bn").fused()).isTrue();
    assertThat(cost(table, "bn"))
        .isEqualTo(new InferenceCost(0, 8, new Bytes(64, 64), new Bytes(64, 64)));
  }

  /// As in [BatchNormFolding]: the first normalization is folded, the second has no convolution
  /// before it.
  @Test
  void onlyOneNormalizationIsFoldedIntoAConvolution() {
    builder.add("conv", Layer.Convolution.pointwise(4), Network.INPUT);
    builder.add("first", BN, "conv");
    builder.add("second", BN, "first");
    var table = scored("second");

    assertThat(cost(table, "first").storageBytes()).isEqualTo(Bytes.NONE);
    assertThat(cost(table, "second").storageBytes()).isEqualTo(new Bytes(64, 64));
    assertThat(layer(table, "second").fused()).isTrue();
  }

  @Test
  void whatOthersReadIsWrittenBeforeAnythingIsFusedIntoIt() {
    builder.add("conv", Layer.Convolution.pointwise(4), Network.INPUT);
    builder.add("bn", BN, "conv");
    builder.add("act", RELU, "bn");
    builder.add("sum", new Layer.Add(), "conv", "bn", "act");
    var table = scored("sum");

    assertThat(cost(table, "conv").storageBytes()).isEqualTo(new Bytes(4 * 16, 16 + 4 * 4));
    assertThat(cost(table, "bn").bytesMoved().int8()).isEqualTo(64 + 2 * 192);
    assertThat(cost(table, "act").bytesMoved().int8()).isEqualTo(2 * 192);
  }

  @Test
  void joiningReadsAllInputs() {
    builder.add("sum", new Layer.Add(), Network.INPUT, Network.INPUT);
    builder.add("joined", new Layer.Concatenate(), Network.INPUT, "sum");
    var table = scored("joined");

    assertThat(cost(table, "sum").bytesMoved()).isEqualTo(new Bytes(4 * 576, 576));
    assertThat(cost(table, "joined").bytesMoved()).isEqualTo(new Bytes(4 * 768, 768));
  }

  @Test
  void aChannelSplitReadsWhatItTakesOnly() {
    builder.add("half", new Layer.ChannelSplit(1, 3), Network.INPUT);

    assertThat(cost(scored("half"), "half").bytesMoved()).isEqualTo(new Bytes(4 * 192, 192));
  }

  @Test
  void aSqueezeExciteReadsItsInputForTheGatesAndToScaleIt() {
    builder.add("se", new Layer.SqueezeExcite(3, Layer.SqueezeExcite.Gate.SIGMOID), Network.INPUT);

    // 4x3 and 3x4 weights; 3 and 4 biases, and as many scales.
    assertThat(cost(scored("se"), "se"))
        .isEqualTo(
            new InferenceCost(
                24,
                31,
                new Bytes(4 * 31, 24 + 4 * 14),
                new Bytes(4 * (31 + 3 * 192), 24 + 4 * 14 + 3 * 192)));
  }

  @Test
  void multiplyAddsPerByteCompareWorkWithWhatItMoves() {
    builder.convolutionBn("a", Layer.Convolution.square(8, 3, 2), Network.INPUT);
    var table = scored("a.bn");

    assertThat(cost(table, "a.conv").multiplyAddsPerByte()).isEqualTo(3456.0 / 2336, offset(1e-12));
    assertThat(cost(table, "a.bn").multiplyAddsPerByte()).isZero();
  }

  @Test
  void listsLayersInTheNetworksOrderWithoutWhatOnlyTrainingNeeds() {
    builder.add("a", Layer.Convolution.pointwise(4), Network.INPUT);
    builder.add("b", Layer.Convolution.pointwise(4), Network.INPUT);
    builder.add("a.act", RELU, "a");
    builder.add("drop", new Layer.DropPath(0.5), "b");
    builder.add("sum", new Layer.Add(), "a.act", "drop");

    assertThat(scored("sum").layers())
        .extracting(LayerCost::node)
        .containsExactly("a", "b", "a.act", "sum", "pool", "scores");
  }

  @Test
  void totalIsTheSumOfTheLayersAndAgreesWithTheSmallTotal() {
    for (var network : SampledNetworks.all()) {
      var table = CostTable.of(network);
      var total = table.total();

      assertThat(new Costs(total.multiplyAdds(), total.parameters())).isEqualTo(Costs.of(network));
      assertThat(total.storageBytes().float32())
          .isEqualTo(
              table.layers().stream().mapToLong(l -> l.cost().storageBytes().float32()).sum());
      assertThat(total.bytesMoved().int8())
          .isEqualTo(table.layers().stream().mapToLong(l -> l.cost().bytesMoved().int8()).sum());
      assertThat(table.byKind().values().stream().reduce(InferenceCost.NONE, InferenceCost::plus))
          .isEqualTo(total);
    }
  }

  /// The numbers of the model that is really shipped.
  @Test
  void storesTheNumbersOfTheFoldedNetwork() {
    for (var network : SampledNetworks.all().subList(0, 20)) {
      var inference = network.forInference();
      var folded = BatchNormFolding.fold(inference, Weights.initial(inference, 1)).network();
      long numbers = ParameterTensor.of(folded).stream().mapToLong(ParameterTensor::elements).sum();

      assertThat(CostTable.of(network).total().storageBytes().float32()).isEqualTo(4 * numbers);
    }
  }

  @Test
  void int8StoresAndMovesLess() {
    for (var network : SampledNetworks.all()) {
      var total = CostTable.of(network).total();

      assertThat(total.storageBytes().int8()).isLessThan(total.storageBytes().float32());
      assertThat(total.bytesMoved().int8()).isLessThan(total.bytesMoved().float32());
    }
  }

  /// By hand from Sandler et al. 2018, table 2: the stem makes 32x112x112 from 3 channels with 3x3
  /// kernels, the classifier 1000 scores from 1280 channels; 1x1 convolutions are all that is left
  /// but depthwise ones.
  @Test
  void tellsWhatKindOfLayerMobileNetV2SpendsItsMultiplyAddsOn() {
    var table = CostTable.of(SampledNetworks.mobileNetV2());

    assertThat(table.byKind())
        .containsOnlyKeys(
            OperationKind.POINTWISE_CONVOLUTION,
            OperationKind.DEPTHWISE_CONVOLUTION,
            OperationKind.OTHER_CONVOLUTION,
            OperationKind.LINEAR,
            OperationKind.BATCH_NORMALIZATION,
            OperationKind.ACTIVATION,
            OperationKind.POOLING,
            OperationKind.JOINING);
    assertThat(table.total(OperationKind.OTHER_CONVOLUTION).multiplyAdds())
        .isEqualTo(32L * 112 * 112 * 3 * 9);
    assertThat(table.total(OperationKind.LINEAR).multiplyAdds()).isEqualTo(1_280_000);
    assertThat(table.total(OperationKind.DEPTHWISE_CONVOLUTION).multiplyAdds())
        .isEqualTo(9L * depthwiseOutputsOfMobileNetV2());
    assertThat(table.total(OperationKind.SQUEEZE_EXCITE)).isEqualTo(InferenceCost.NONE);
  }

  /// Channels times positions of each depthwise convolution's output.
  private static long depthwiseOutputsOfMobileNetV2() {
    return 32 * 112 * 112
        + (96 + 144) * 56 * 56
        + (144 + 2 * 192) * 28 * 28
        + (192 + 4 * 384 + 2 * 576) * 14 * 14
        + (576 + 3 * 960) * 7 * 7;
  }

  @Test
  void isWrittenAsJsonWithItsSums() {
    var table =
        new CostTable(
            List.of(
                new LayerCost(
                    "conv",
                    OperationKind.POINTWISE_CONVOLUTION,
                    new FeatureShape(1, 2, 3),
                    false,
                    new InferenceCost(10, 2, new Bytes(8, 2), new Bytes(20, 5)))));
    var cost =
        """
        {"multiplyAdds":10,"parameters":2,"storageBytes":{"float32":8,"int8":2},\
        "bytesMoved":{"float32":20,"int8":5},"multiplyAddsPerByte":0.5}\
        """;

    assertThat(JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(table)))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"layers":[{"node":"conv","kind":"1x1 convolution",
                      "output":{"channels":1,"height":2,"width":3},"fused":false,"cost":%s}],
                     "total":%s,"byKind":{"1x1 convolution":%s}}
                    """
                        .formatted(cost, cost, cost)));
  }

  @Test
  void refusesAmountsBelowZero() {
    assertThatThrownBy(() -> new Bytes(4, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An amount of memory is at least 0 bytes, but is 4 in float32 and -1 in int8.");
    assertThatThrownBy(() -> new InferenceCost(-1, 2, Bytes.NONE, Bytes.NONE))
        .hasMessage("Multiply-adds and parameters are at least 0, but are -1 and 2.");
  }

  private CostTable scored(String from) {
    builder.add("pool", new Layer.GlobalAveragePooling(), from);
    return CostTable.of(builder.build(builder.add("scores", new Layer.Linear(10), "pool")));
  }

  private static LayerCost layer(CostTable table, String node) {
    return table.layers().stream().filter(l -> l.node().equals(node)).findFirst().orElseThrow();
  }

  private static InferenceCost cost(CostTable table, String node) {
    return layer(table, node).cost();
  }
}
