package dev.archway.core.transformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.InvalidNetworkException;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.network.Node;
import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.MobileNetV1;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.core.zoo.Zoo;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class WidthMultiplierTest {
  private static final FeatureShape IMAGE = new FeatureShape(3, 8, 8);
  private static final FeatureShape SMALL = new FeatureShape(3, 32, 32);
  private static final List<Double> WIDTHS = List.of(0.1, 0.35, 0.5, 0.75, 1.0, 1.25, 2.0);

  /// The widths of Howard et al. 2017.
  @ParameterizedTest
  @CsvSource({"0.75", "0.5", "0.25"})
  void makesThePublishedMobileNetsOfMobileNetV1(double width) {
    var full = MobileNetV1.imageNet(1.0).network();

    assertThat(WidthMultiplier.apply(full, width).nodes())
        .isEqualTo(MobileNetV1.imageNet(width).network().nodes());
  }

  static Stream<Network> zoo() {
    return Zoo.known().stream()
        .flatMap(known ->
            Stream.of(SMALL, new FeatureShape(3, 224, 224))
                .map(image -> Zoo.named(known.name(), 1, image).orElseThrow().expand(image, 10)));
  }

  static Stream<Network> samples() {
    var random = new SplittableRandom(1);
    return Spaces.all().stream()
        .flatMap(space ->
            Stream.generate(() -> space.decode(space.decisions().sample(random)).expand(SMALL, 10))
                .limit(500));
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void keepsItsLawsOnEveryNetworkOfTheZoo(Network network) {
    requireLaws(network);
  }

  @Test
  void keepsItsLawsOnSamplesOfEverySpace() {
    samples().forEach(WidthMultiplierTest::requireLaws);
  }

  private static void requireLaws(Network network) {
    long smaller = 0;
    for (double width : WIDTHS) {
      var multiplied = WidthMultiplier.apply(network, width);

      assertThat(multiplied.equals(network)).isEqualTo(width == 1);
      assertThat(multiplied.input()).isEqualTo(network.input());
      assertThat(multiplied.classes()).isEqualTo(network.classes());
      multiplied
          .shapes()
          .forEach((node, shape) -> {
            var before = network.shape(node);
            assertThat(shape.channels() % 8 == 0 || before.channels() % 8 != 0).as(node).isTrue();
            assertThat(shape.height()).isEqualTo(before.height());
          });
      long parameters = Costs.of(multiplied).parameters();
      assertThat(parameters).as("%s at %s", network, width).isGreaterThanOrEqualTo(smaller);
      smaller = parameters;
    }
  }

  /// Inputs and results of `_make_divisible` of TF-slim's `nets/mobilenet`.
  @ParameterizedTest
  @CsvSource({"32, 0.35, 16", "24, 0.75, 24", "16, 0.75, 16", "24, 0.35, 8", "8, 0.1, 8"})
  void roundsToMultiplesOfEightThatAreNotMuchSmaller(int channels, double width, int expected) {
    assertThat(WidthMultiplier.scaled(channels, width)).isEqualTo(expected);
  }

  @Test
  void channelsThatAreNoMultipleOfEightKeepThePowerOfTwoThatDividesThem() {
    var builder = builder();
    builder.add("a", Layer.Convolution.pointwise(12), Network.INPUT);
    builder.add("b", Layer.Convolution.pointwise(58), "a");
    builder.add("c", Layer.Convolution.pointwise(7), "b");

    var half = WidthMultiplier.apply(scores(builder, "c"), 0.5);

    assertThat(half.shape("a").channels()).isEqualTo(8);
    assertThat(half.shape("b").channels()).isEqualTo(30);
    assertThat(half.shape("c").channels()).isEqualTo(4);
  }

  @Test
  void namesTheNetworkAfterTheWidth() {
    assertThat(WidthMultiplier.apply(MobileNetV2.cifar(1.0).expand(SMALL, 10), 0.5).name())
        .isEqualTo("mobilenet-v2-x1.0-x0.5");
  }

  @Test
  void depthwiseConvolutionsFollowTheirInput() {
    var builder = builder();
    builder.add("image", Layer.Convolution.depthwise(3, 3, 1), Network.INPUT);
    builder.add("a", Layer.Convolution.pointwise(16), "image");
    builder.add("b", Layer.Convolution.depthwise(16, 5, 2), "a");
    builder.add("twice", new Layer.Convolution(32, 3, 3, 1, 1, 16, false), "b");

    var half = WidthMultiplier.apply(scores(builder, "twice"), 0.5);

    assertThat(layer(half, "image")).isEqualTo(Layer.Convolution.depthwise(3, 3, 1));
    assertThat(layer(half, "b")).isEqualTo(Layer.Convolution.depthwise(8, 5, 2));
    assertThat(layer(half, "twice")).isEqualTo(new Layer.Convolution(16, 3, 3, 1, 1, 8, false));
  }

  @Test
  void groupedConvolutionsKeepTheirGroups() {
    var builder = builder();
    builder.add("a", Layer.Convolution.pointwise(48), Network.INPUT);
    builder.add("grouped", new Layer.Convolution(96, 3, 3, 1, 1, 3, false), "a");
    builder.add("shuffle", new Layer.ChannelShuffle(3), "grouped");

    var quarter = WidthMultiplier.apply(scores(builder, "shuffle"), 0.25);

    assertThat(quarter.shape("a").channels()).isEqualTo(24);
    assertThat(layer(quarter, "grouped"))
        .isEqualTo(new Layer.Convolution(24, 3, 3, 1, 1, 3, false));
  }

  @Test
  void squeezeExcitesReducedWidthScales() {
    var builder = builder();
    builder.add("a", Layer.Convolution.pointwise(64), Network.INPUT);
    builder.add("se", new Layer.SqueezeExcite(16, Layer.SqueezeExcite.Gate.SIGMOID), "a");

    assertThat(layer(WidthMultiplier.apply(scores(builder, "se"), 0.5), "se"))
        .isEqualTo(new Layer.SqueezeExcite(8, Layer.SqueezeExcite.Gate.SIGMOID));
  }

  @Test
  void hiddenLinearLayersScaleAndThoseThatScoreStay() {
    var builder = builder();
    builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
    builder.add("hidden", new Layer.Linear(64), "pool");
    builder.add("side", new Layer.Linear(10), "hidden");
    builder.add("scores", new Layer.Linear(10), "hidden");
    builder.add("dropout", new Layer.Dropout(0.1), "scores");

    var half = WidthMultiplier.apply(builder.build("dropout", List.of("side")), 0.5);

    assertThat(half.shape("hidden").channels()).isEqualTo(32);
    assertThat(half.shape("scores").channels()).isEqualTo(10);
    assertThat(half.shape("side").channels()).isEqualTo(10);
  }

  @Test
  void aConvolutionThatGivesTheScoresStays() {
    var builder = builder();
    builder.add("conv", Layer.Convolution.pointwise(10), Network.INPUT);
    var network = builder.build(builder.add("pool", new Layer.GlobalAveragePooling(), "conv"));

    assertThat(WidthMultiplier.apply(network, 3).nodes()).isEqualTo(network.nodes());
  }

  /// 12 and 20 channels become 8 and 12, together 20, where a convolution of 32 alone had 16.
  @Test
  void aConvolutionFollowsTheConcatenationThatItIsAddedTo() {
    var builder = builder();
    builder.add("earlier", Layer.Convolution.pointwise(32), Network.INPUT);
    builder.add("a", Layer.Convolution.pointwise(12), Network.INPUT);
    builder.add("b", Layer.Convolution.pointwise(20), Network.INPUT);
    builder.add("join", new Layer.Concatenate(), "a", "b");
    builder.add("later", Layer.Convolution.pointwise(32), "join");
    builder.add("later.act", new Layer.Activation(Layer.Activation.Function.RELU), "later");
    builder.add("sum", new Layer.Add(), "join", "earlier", "later.act");

    var half = WidthMultiplier.apply(scores(builder, "sum"), 0.5);

    assertThat(half.shape("join").channels()).isEqualTo(20);
    assertThat(half.shape("earlier").channels()).isEqualTo(20);
    assertThat(half.shape("later").channels()).isEqualTo(20);
  }

  @Test
  void aConvolutionFollowsTheImageThatItIsAddedTo() {
    var builder = builder();
    builder.add("a", Layer.Convolution.pointwise(16), Network.INPUT);
    builder.add("b", Layer.Convolution.pointwise(3), "a");
    builder.add("sum", new Layer.Add(), Network.INPUT, "b");

    var twice = WidthMultiplier.apply(scores(builder, "sum"), 2);

    assertThat(twice.shape("a").channels()).isEqualTo(32);
    assertThat(twice.shape("b").channels()).isEqualTo(3);
  }

  @Test
  void refusesASumOfConcatenationsThatAWidthTellsApart() {
    var builder = builder();
    builder.add("a", Layer.Convolution.pointwise(12), Network.INPUT);
    builder.add("b", Layer.Convolution.pointwise(20), Network.INPUT);
    builder.add("c", Layer.Convolution.pointwise(16), Network.INPUT);
    builder.add("uneven", new Layer.Concatenate(), "a", "b");
    builder.add("even", new Layer.Concatenate(), "c", "c");
    builder.add("sum", new Layer.Add(), "uneven", "even");
    var network = scores(builder, "sum");

    assertThatThrownBy(() -> WidthMultiplier.apply(network, 0.5))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("Node sum (add) reads [20x8x8, 16x8x8], but a sum's inputs share one shape.");
  }

  @Test
  void channelSplitsScaleInProportion() {
    var builder = builder();
    builder.add("a", Layer.Convolution.pointwise(64), Network.INPUT);
    builder.add("split", new Layer.ChannelSplit(16, 64), "a");
    builder.add("b", Layer.Convolution.pointwise(48), "a");
    builder.add("sum", new Layer.Add(), "b", "split");

    var half = WidthMultiplier.apply(scores(builder, "sum"), 0.5);

    assertThat(layer(half, "split")).isEqualTo(new Layer.ChannelSplit(8, 32));
    assertThat(half.shape("b").channels()).isEqualTo(24);
  }

  @Test
  void refusesToSplitBetweenTwoChannels() {
    var builder = builder();
    builder.add("a", Layer.Convolution.pointwise(64), Network.INPUT);
    builder.add("split", new Layer.ChannelSplit(0, 1), "a");
    var network = scores(builder, "split");

    assertThatThrownBy(() -> WidthMultiplier.apply(network, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Node split splits 64 channels at 1, but 32, as there are at width 0.5, cannot be split"
                + " so.");
  }

  @Test
  void aSplitMayBeAddedToAPartOfWhatItSplits() {
    var builder = builder();
    builder.add("a", Layer.Convolution.pointwise(32), Network.INPUT);
    builder.add("b", Layer.Convolution.pointwise(32), Network.INPUT);
    builder.add("join", new Layer.Concatenate(), "a", "b");
    builder.add("split", new Layer.ChannelSplit(32, 64), "join");
    builder.add("sum", new Layer.Add(), "split", "a");

    var half = WidthMultiplier.apply(scores(builder, "sum"), 0.5);

    assertThat(layer(half, "split")).isEqualTo(new Layer.ChannelSplit(16, 32));
    assertThat(half.shape("sum").channels()).isEqualTo(16);
  }

  @Test
  void refusesAWidthThatIsNone() {
    var network = MobileNetV1.cifar(1.0).network();
    for (double width : new double[] {0, -1, 10.5, Double.NaN}) {
      assertThatThrownBy(() -> WidthMultiplier.apply(network, width))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A width multiplier lies above 0 and at most at 10, but is " + (width + "."));
    }
  }

  private static NetworkBuilder builder() {
    return new NetworkBuilder("test", IMAGE, 10);
  }

  private static Network scores(NetworkBuilder builder, String from) {
    var pooled = builder.add("pool", new Layer.GlobalAveragePooling(), from);
    return builder.build(builder.add("scores", new Layer.Linear(10), pooled));
  }

  private static Layer layer(Network network, String name) {
    return network.nodes().stream()
        .filter(n -> n.name().equals(name))
        .map(Node::layer)
        .findFirst()
        .orElseThrow();
  }
}
