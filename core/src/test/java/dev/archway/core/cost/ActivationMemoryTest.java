package dev.archway.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.network.Node;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class ActivationMemoryTest {
  /// 2 channels of 16 positions.
  private static final FeatureShape IMAGE = new FeatureShape(2, 4, 4);

  private static final Layer RELU = new Layer.Activation(Layer.Activation.Function.RELU);

  private final NetworkBuilder builder = new NetworkBuilder("n", IMAGE, 10);

  @Test
  void aStepHoldsItsInputAndItsOutput() {
    convolution("conv", 8, Network.INPUT);
    var memory = memory("conv");

    assertThat(memory.steps())
        .containsExactly(
            new StepMemory(Network.INPUT, 32),
            new StepMemory("conv", 32 + 128),
            new StepMemory("pool", 128 + 8),
            new StepMemory("scores", 8 + 10));
  }

  @Test
  void whatIsFusedTakesNothing() {
    builder.convolutionBnActivation(
        "a", Layer.Convolution.pointwise(8), Layer.Activation.Function.RELU, Network.INPUT);
    var memory = memory("a.act");

    assertThat(memory.steps())
        .extracting(StepMemory::node)
        .containsExactly(Network.INPUT, "a.conv", "pool", "scores");
    assertThat(held(memory, "a.conv")).isEqualTo(32 + 128);
  }

  @Test
  void whatALaterStepReadsIsHeldUntilThen() {
    convolution("a", 8, Network.INPUT);
    convolution("b", 2, "a");
    builder.add("sum", new Layer.Add(), "b", Network.INPUT);
    var memory = memory("sum");

    assertThat(held(memory, "a")).isEqualTo(32 + 128);
    assertThat(held(memory, "b")).isEqualTo(32 + 128 + 32);
    assertThat(held(memory, "pool")).isEqualTo(32 + 2);
  }

  @Test
  void aSumOverwritesAnInputThatNobodyReadsAfterwards() {
    convolution("a", 2, Network.INPUT);
    builder.add("sum", new Layer.Add(), "a", Network.INPUT);
    var memory = memory("sum");

    assertThat(held(memory, "sum")).isEqualTo(32 + 32);
  }

  @Test
  void aSumOverwritesNothingThatIsReadAfterwards() {
    convolution("a", 2, Network.INPUT);
    builder.add("sum", new Layer.Add(), "a", Network.INPUT);
    builder.add("all", new Layer.Concatenate(), "a", Network.INPUT, "sum");
    var memory = memory("all");

    assertThat(held(memory, "sum")).isEqualTo(3 * 32);
  }

  @Test
  void anActivationOverwritesWhatOthersHaveRead() {
    convolution("a", 2, Network.INPUT);
    builder.add("act", RELU, Network.INPUT);
    builder.add("sum", new Layer.Add(), "a", "act");
    var memory = memory("sum");

    assertThat(held(memory, "act")).isEqualTo(32 + 32);
  }

  @Test
  void anActivationOverwritesNothingThatOthersWillRead() {
    builder.add("act", RELU, Network.INPUT);
    convolution("a", 2, Network.INPUT);
    builder.add("sum", new Layer.Add(), "a", "act");
    var memory = memory("sum");

    assertThat(held(memory, "act")).isEqualTo(32 + 32);
    assertThat(held(memory, "a")).isEqualTo(3 * 32);
  }

  @Test
  void aSqueezeExciteScalesInPlace() {
    builder.add("se", new Layer.SqueezeExcite(1, Layer.SqueezeExcite.Gate.SIGMOID), Network.INPUT);
    var memory = memory("se");

    assertThat(held(memory, "se")).isEqualTo(32);
  }

  @Test
  void joiningChannelsCopiesThem() {
    convolution("a", 2, Network.INPUT);
    convolution("b", 4, Network.INPUT);
    builder.add("joined", new Layer.Concatenate(), "a", "b");
    var memory = memory("joined");

    assertThat(held(memory, "b")).isEqualTo(32 + 32 + 64);
    assertThat(held(memory, "joined")).isEqualTo(32 + 64 + 96);
  }

  @Test
  void anInputReadTwiceIsHeldOnce() {
    builder.add("twice", new Layer.Concatenate(), Network.INPUT, Network.INPUT);
    var memory = memory("twice");

    assertThat(held(memory, "twice")).isEqualTo(32 + 64);
    assertThat(held(memory, "pool")).isEqualTo(64 + 4);
  }

  @Test
  void whatOnlyTrainingNeedsIsNotHeld() {
    convolution("a", 2, Network.INPUT);
    var plain = scored("a");
    var nodes = new ArrayList<>(plain.nodes());
    nodes.add(new Node("side", new Layer.Linear(10), List.of("pool")));
    var withAuxiliary = new Network("n", IMAGE, 10, nodes, "scores", List.of("side"));

    assertThat(ActivationMemory.of(withAuxiliary)).isEqualTo(ActivationMemory.of(plain));
  }

  @Test
  void peakIsTheFirstOfTheLargestSteps() {
    convolution("a", 2, Network.INPUT);
    convolution("b", 2, "a");
    var memory = memory("b");

    assertThat(memory.peak()).isEqualTo(new StepMemory("a", 64));
    assertThat(memory.peak().bytes()).isEqualTo(new Bytes(256, 64));
  }

  @Test
  void aNetworkThatComputesNothingHoldsItsImage() {
    var image = new FeatureShape(10, 1, 1);
    var nothing = new Network("n", image, 10, List.of(), Network.INPUT, List.of());

    assertThat(ActivationMemory.of(nothing).peak()).isEqualTo(new StepMemory(Network.INPUT, 10));
  }

  /// Inner feature maps of 12 channels, 192 elements, before and after the depthwise convolution;
  /// the input is read again by the sum.
  @Test
  void aSplitBlockHoldsItsInputItsOutputAndOnePart() {
    var memory = residual();

    assertThat(memory.peak()).isEqualTo(new StepMemory("block.depthwise.conv", 32 + 192 + 192));
    assertThat(memory.blocks()).containsExactly(new SplittableBlock(1, 12, 32, 32 + 32));
    assertThat(memory.peak(2).elements()).isEqualTo(64 + 6 * 32);
    assertThat(memory.peak(3).elements()).isEqualTo(64 + 4 * 32);
    assertThat(memory.peak(5).elements()).isEqualTo(64 + 3 * 32);
    assertThat(memory.peak(12)).isEqualTo(new StepMemory("block.depthwise.conv", 64 + 32));
    assertThat(memory.peak(100)).isEqualTo(memory.peak(12));
  }

  @Test
  void aBlockWithStrideHoldsLessAfterItsDepthwiseConvolution() {
    var memory = memory(block(12, 2, Network.INPUT));

    assertThat(memory.peak().elements()).isEqualTo(192 + 48);
    assertThat(memory.peak(4).elements()).isEqualTo(32 + 8 + 3 * (16 + 4));
  }

  @Test
  void aSplitBlockHoldsWhatLaterStepsReadToo() {
    convolution("side", 3, Network.INPUT);
    var joined =
        builder.add("joined", new Layer.Concatenate(), "side", block(12, 1, Network.INPUT));
    var memory = memory(joined);

    assertThat(memory.peak(12)).isEqualTo(new StepMemory("joined", 48 + 32 + 80));
    assertThat(memory.blocks().getFirst().heldElements()).isEqualTo(48 + 32 + 32);
  }

  /// 2 channels to 3: whole, two inner feature maps of 48; in parts, input, output and at least 32.
  @Test
  void aBlockThatGainsNothingIsNotSplit() {
    var memory = memory(block(3, 1, Network.INPUT));

    assertThat(memory.blocks()).hasSize(1);
    assertThat(memory.peak(2)).isEqualTo(memory.peak());
    assertThat(memory.peak(3)).isEqualTo(memory.peak());
    assertThat(memory.peak().elements()).isEqualTo(96);
  }

  @Test
  void aSqueezeExciteInABlockPreventsASplit() {
    builder.convolutionBn("expand", Layer.Convolution.pointwise(12), Network.INPUT);
    builder.add("depthwise", Layer.Convolution.depthwise(12, 3, 1), "expand.bn");
    builder.add("se", new Layer.SqueezeExcite(1, Layer.SqueezeExcite.Gate.SIGMOID), "depthwise");
    convolution("project", 2, "se");
    var memory = memory("project");

    assertThat(memory.blocks()).isEmpty();
  }

  @Test
  void anExpandedFeatureMapThatOthersReadPreventsASplit() {
    var projected = block(12, 1, Network.INPUT);
    builder.add("both", new Layer.Concatenate(), projected, "block.expand.act");

    assertThat(memory("both").blocks()).isEmpty();
  }

  @Test
  void aDepthwiseConvolutionThatOthersReadPreventsASplit() {
    var projected = block(12, 1, Network.INPUT);
    builder.add("both", new Layer.Concatenate(), projected, "block.depthwise.act");

    assertThat(memory("both").blocks()).isEmpty();
  }

  @Test
  void aGroupedProjectionPreventsASplit() {
    convolution("expand", 12, Network.INPUT);
    builder.add("depthwise", Layer.Convolution.depthwise(12, 3, 1), "expand");
    builder.add("project", new Layer.Convolution(2, 1, 1, 1, 1, 2, false), "depthwise");
    var memory = memory("project");

    assertThat(memory.blocks()).isEmpty();
  }

  @Test
  void stepsOfOthersInBetweenPreventASplit() {
    convolution("expand", 12, Network.INPUT);
    convolution("side", 2, Network.INPUT);
    builder.add("depthwise", Layer.Convolution.depthwise(12, 3, 1), "expand");
    convolution("project", 2, "depthwise");
    builder.add("sum", new Layer.Add(), "side", "project");
    var memory = memory("sum");

    assertThat(memory.blocks()).isEmpty();
  }

  @Test
  void stepsInARowThatDoNotReadEachOtherMakeNoBlock() {
    convolution("other", 12, Network.INPUT);
    convolution("expand", 12, Network.INPUT);
    builder.add("depthwise", Layer.Convolution.depthwise(12, 3, 1), "other");
    convolution("project", 2, "depthwise");
    builder.add("both", new Layer.Concatenate(), "expand", "project");

    assertThat(memory("both").blocks()).isEmpty();
  }

  @Test
  void aConvolutionThatMixesChannelsInBetweenMakesNoBlock() {
    convolution("expand", 12, Network.INPUT);
    builder.add("grouped", new Layer.Convolution(6, 3, 3, 1, 1, 6, false), "expand");
    convolution("project", 2, "grouped");

    assertThat(memory("project").blocks()).isEmpty();
  }

  @Test
  void aDepthwiseConvolutionThatMakesChannelsMakesNoBlock() {
    convolution("expand", 12, Network.INPUT);
    builder.add("multiplied", new Layer.Convolution(24, 3, 3, 1, 1, 12, false), "expand");
    convolution("project", 2, "multiplied");

    assertThat(memory("project").blocks()).isEmpty();
  }

  @Test
  void channelsThatOnlyShrinkMakeNoBlock() {
    convolution("wide", 12, Network.INPUT);
    convolution("a", 8, "wide");
    builder.add("b", Layer.Convolution.depthwise(8, 3, 1), "a");
    convolution("c", 2, "b");

    assertThat(memory("c").blocks()).isEmpty();
  }

  /// MobileNetV1's pattern: 1x1 and depthwise convolutions in turn, from few channels to more.
  @Test
  void channelsThatOnlyGrowMakeNoBlock() {
    convolution("a", 4, Network.INPUT);
    builder.add("b", Layer.Convolution.depthwise(4, 3, 1), "a");
    convolution("c", 8, "b");
    builder.add("d", Layer.Convolution.depthwise(8, 3, 1), "c");
    convolution("e", 8, "d");
    var memory = memory("e");

    assertThat(memory.blocks()).isEmpty();
  }

  /// By hand from Sandler et al. 2018, table 2. The first block with an expansion turns 16x112x112
  /// into 24x56x56 by 96x112x112, the network's largest feature map, and 96x56x56.
  @Test
  void mobileNetV2HoldsMostInItsFirstExpandedBlock() {
    var memory = ActivationMemory.of(SampledNetworks.mobileNetV2());

    assertThat(memory.peak())
        .isEqualTo(new StepMemory("stage2.layer1.depthwise.conv", 96 * 112 * 112 + 96 * 56 * 56));
    assertThat(memory.peak().bytes()).isEqualTo(new Bytes(6_021_120, 1_505_280));
    // The 17 layers, the first of them with the stem.
    assertThat(memory.blocks()).hasSize(17);
  }

  /// At 2 to 5 parts, which the paper advises, that block still is the largest.
  @Test
  void mobileNetV2NeedsLessInParts() {
    var memory = ActivationMemory.of(SampledNetworks.mobileNetV2());
    int ends = 16 * 112 * 112 + 24 * 56 * 56;
    int channel = 112 * 112 + 56 * 56;

    assertThat(memory.peak(2).elements()).isEqualTo(ends + 48 * channel);
    assertThat(memory.peak(4).elements()).isEqualTo(ends + 24 * channel);
    assertThat(memory.peak(5).elements()).isEqualTo(ends + 20 * channel);
  }

  /// In single channels, what is left is the paper's 16x112x112 at the highest resolution (400K at
  /// 16 bits in table 3), and the image and one channel on each side of the first depthwise
  /// convolution, which the table leaves out.
  @Test
  void mobileNetV2InSingleChannelsHoldsBottlenecksOnly() {
    var least = ActivationMemory.of(SampledNetworks.mobileNetV2()).peak(960);
    int bottleneck = 16 * 112 * 112;

    assertThat(least.node()).isEqualTo("stage1.layer1.depthwise.conv");
    assertThat(least.elements()).isEqualTo(bottleneck + 3 * 224 * 224 + 2 * 112 * 112);
    assertThat(bottleneck * Short.BYTES).isEqualTo(401_408);
  }

  @Test
  void findsTheSmallestSplitThatFits() {
    var memory = ActivationMemory.of(SampledNetworks.mobileNetV2());
    long inFour = memory.peak(4).elements();

    assertThat(memory.smallestSplit(4 * inFour, Float.BYTES)).hasValue(4);
    assertThat(memory.smallestSplit(4 * inFour - 1, Float.BYTES)).hasValue(5);
    assertThat(memory.smallestSplit(inFour, Byte.BYTES)).hasValue(4);
    assertThat(memory.smallestSplit(memory.peak().bytes().float32(), Float.BYTES)).hasValue(1);
    // The stem's 32 channels one by one.
    assertThat(memory.smallestSplit(376_320, Byte.BYTES)).hasValue(32);
    assertThat(memory.smallestSplit(376_319, Byte.BYTES)).isEmpty();
  }

  @Test
  void aNetworkWithoutBlocksFitsAsItIsOrNotAtAll() {
    convolution("a", 2, Network.INPUT);
    var memory = memory("a");

    assertThat(memory.smallestSplit(64, Byte.BYTES)).hasValue(1);
    assertThat(memory.smallestSplit(63, Byte.BYTES)).isEmpty();
  }

  @Test
  void memoryNeverGrowsWithTheNumberOfParts() {
    for (var network : SampledNetworks.all()) {
      var memory = ActivationMemory.of(network);

      assertThat(memory.peak(1)).isEqualTo(memory.peak());
      for (int parts = 1; parts < 20; parts++) {
        assertThat(memory.peak(parts + 1).elements())
            .isLessThanOrEqualTo(memory.peak(parts).elements());
      }
    }
  }

  @Test
  void peakHoldsAtLeastTheLargestFeatureMap() {
    for (var network : SampledNetworks.all()) {
      long largest =
          network.shapes().values().stream().mapToLong(FeatureShape::elements).max().orElseThrow();

      assertThat(ActivationMemory.of(network).peak().elements()).isGreaterThanOrEqualTo(largest);
    }
  }

  @Test
  void refusesPartsAndLimitsBelowOne() {
    var memory = residual();

    assertThatThrownBy(() -> memory.peak(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A block runs in at least 1 part, but is asked for 0.");
    assertThatThrownBy(() -> memory.smallestSplit(0, Byte.BYTES))
        .hasMessage("A limit and an element have at least 1 byte, but have 0 and 1.");
  }

  @Test
  void refusesBlocksThatShareStepsOrHaveNone() {
    var steps = List.of(new StepMemory("a", 8), new StepMemory("b", 8), new StepMemory("c", 8));
    var first = new SplittableBlock(0, 2, 2, 2);
    var second = new SplittableBlock(1, 2, 2, 2);
    var longer = new ArrayList<>(steps);
    longer.add(new StepMemory("d", 8));

    assertThatThrownBy(() -> new ActivationMemory(longer, List.of(first, second)))
        .hasMessage(
            "A block takes 3 of 4 steps and none of another's, but one begins at 1 after 3.");
    assertThatThrownBy(() -> new ActivationMemory(steps, List.of(second)))
        .hasMessage(
            "A block takes 3 of 3 steps and none of another's, but one begins at 1 after 0.");
    assertThatThrownBy(() -> new ActivationMemory(List.of(), List.of()))
        .hasMessage("Something holds the image, but there are no steps.");
    assertThatThrownBy(() -> new SplittableBlock(0, 0, 2, 2))
        .hasMessage(
            "A block begins at step 0 or later and has at least 1 inner channel, 2 elements in each"
                + " and 2 in its input and output, but has 0, 0, 2 and 2.");
    assertThatThrownBy(() -> new StepMemory("a", 0))
        .hasMessage("Step a holds at least one element, but holds 0.");
  }

  @Test
  void isWrittenAsJsonWithItsPeak() {
    var memory =
        new ActivationMemory(
            List.of(new StepMemory("a", 7), new StepMemory("b", 9), new StepMemory("c", 8)),
            List.of(new SplittableBlock(0, 6, 4, 5)));

    assertThat(JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(memory)))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"steps":[{"node":"a","elements":7},{"node":"b","elements":9},
                              {"node":"c","elements":8}],
                     "blocks":[{"firstStep":0,"innerChannels":6,"elementsPerChannel":4,
                                "heldElements":5}],
                     "peak":{"node":"b","elements":9}}
                    """));
  }

  private ActivationMemory residual() {
    return memory(builder.add("sum", new Layer.Add(), Network.INPUT, block(12, 1, Network.INPUT)));
  }

  /// An inverted residual to 2 channels.
  private String block(int inner, int stride, String from) {
    var relu = Layer.Activation.Function.RELU6;
    var expanded =
        builder.convolutionBnActivation(
            "block.expand", Layer.Convolution.pointwise(inner), relu, from);
    var convolved =
        builder.convolutionBnActivation(
            "block.depthwise", Layer.Convolution.depthwise(inner, 3, stride), relu, expanded);
    return builder.convolutionBn("block.project", Layer.Convolution.pointwise(2), convolved);
  }

  private void convolution(String node, int filters, String from) {
    builder.add(node, Layer.Convolution.pointwise(filters), from);
  }

  private Network scored(String from) {
    builder.add("pool", new Layer.GlobalAveragePooling(), from);
    return builder.build(builder.add("scores", new Layer.Linear(10), "pool"));
  }

  private ActivationMemory memory(String from) {
    return ActivationMemory.of(scored(from));
  }

  private static long held(ActivationMemory memory, String step) {
    return memory.steps().stream()
        .filter(s -> s.node().equals(step))
        .findFirst()
        .orElseThrow()
        .elements();
  }
}
