package dev.archway.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.network.Node;
import dev.archway.core.weights.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of layer, in ONNX Runtime and by its definition.
class OnnxWriterIT {
  private static final double TOLERANCE = 1e-4;
  private static final int BATCH = 3;

  /// An even and an odd side, so that strides show how they round.
  private static final FeatureShape INPUT = new FeatureShape(6, 8, 5);

  static Stream<Layer> singleInputLayers() {
    return Stream.of(
        new Layer.Convolution(4, 3, 3, 1, 1, 1, true),
        new Layer.Convolution(4, 3, 3, 1, 1, 1, false),
        new Layer.Convolution(4, 3, 3, 2, 1, 1, false),
        new Layer.Convolution(4, 5, 5, 3, 1, 1, true),
        new Layer.Convolution(4, 1, 7, 1, 1, 1, false),
        new Layer.Convolution(4, 7, 1, 2, 1, 1, false),
        new Layer.Convolution(4, 3, 3, 1, 2, 1, false),
        new Layer.Convolution(9, 3, 5, 2, 2, 3, true),
        Layer.Convolution.depthwise(6, 5, 2),
        new Layer.Convolution(12, 3, 3, 1, 1, 6, false),
        new Layer.BatchNormalization(1e-3, 0.9),
        new Layer.Activation(Layer.Activation.Function.RELU),
        new Layer.Activation(Layer.Activation.Function.RELU6),
        new Layer.Activation(Layer.Activation.Function.HARD_SWISH),
        new Layer.Activation(Layer.Activation.Function.SIGMOID),
        new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 1),
        new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 2),
        new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 1, 2),
        new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 3, 1),
        new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 5, 2),
        new Layer.GlobalAveragePooling(),
        new Layer.ChannelSplit(0, 2),
        new Layer.ChannelSplit(2, 6),
        new Layer.ChannelShuffle(2),
        new Layer.ChannelShuffle(3),
        new Layer.SqueezeExcite(2, Layer.SqueezeExcite.Gate.SIGMOID),
        new Layer.SqueezeExcite(3, Layer.SqueezeExcite.Gate.HARD_SIGMOID),
        new Layer.Dropout(0.5),
        new Layer.DropPath(0.5));
  }

  @ParameterizedTest
  @MethodSource("singleInputLayers")
  void layerComputesWhatItsDefinitionSays(Layer layer) throws OrtException {
    var builder = new NetworkBuilder("one-layer", INPUT, 4);

    assertComputesTheSame(projected(builder, builder.add("layer", layer, Network.INPUT)));
  }

  @Test
  void sumOfTwoInputsAddsThem() throws OrtException {
    assertComputesTheSame(joined(new Layer.Add(), "a", "b"));
  }

  @Test
  void sumOfThreeInputsAddsThemAll() throws OrtException {
    assertComputesTheSame(joined(new Layer.Add(), "a", "b", "c"));
  }

  @Test
  void sumOfANodeWithItselfDoublesIt() throws OrtException {
    assertComputesTheSame(joined(new Layer.Add(), "a", "a"));
  }

  @Test
  void concatenationJoinsChannelsInTheOrderOfItsInputs() throws OrtException {
    assertComputesTheSame(joined(new Layer.Concatenate(), "b", Network.INPUT, "a"));
  }

  @Test
  void linearLayerAtTheEndGivesTheScores() throws OrtException {
    var builder = new NetworkBuilder("linear", INPUT, 4);
    builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);

    assertComputesTheSame(builder.build(builder.add("linear", new Layer.Linear(4), "pool")));
  }

  @Test
  void anyLayerMayFollowALinearLayer() throws OrtException {
    var builder = new NetworkBuilder("linear-inside", INPUT, 4);
    builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
    builder.add("linear", new Layer.Linear(8), "pool");
    builder.add("bn", Layer.BatchNormalization.standard(), "linear");
    builder.add("joined", new Layer.Concatenate(), "bn", "pool");
    builder.add("conv", Layer.Convolution.pointwise(5), "joined");
    builder.add("second", new Layer.Linear(4), "conv");

    assertComputesTheSame(
        builder.build(
            builder.add("act", new Layer.Activation(Layer.Activation.Function.RELU), "second")));
  }

  @Test
  void nodesMayBeCalledLikeTheModelsInputAndOutput() throws OrtException {
    var builder = new NetworkBuilder("names", INPUT, 4);
    builder.add("image", new Layer.GlobalAveragePooling(), Network.INPUT);
    builder.add("scores", Layer.Convolution.pointwise(7), "image");

    assertComputesTheSame(builder.build(builder.add("grouped", new Layer.Linear(4), "scores")));
  }

  @Test
  void auxiliaryOutputsAreLeftOut() throws OrtException {
    var nodes =
        List.of(
            new Node("pool", new Layer.GlobalAveragePooling(), List.of(Network.INPUT)),
            new Node("auxiliary", new Layer.Linear(4), List.of("pool")),
            new Node("linear", new Layer.Linear(4), List.of("pool")));

    assertComputesTheSame(
        new Network("auxiliary", INPUT, 4, nodes, "linear", List.of("auxiliary")));
  }

  /// `layer` over three different branches.
  private static Network joined(Layer layer, String... inputs) {
    var builder = new NetworkBuilder("joined", INPUT, 4);
    for (var branch : List.of("a", "b", "c")) {
      builder.add(branch, Layer.Convolution.square(5, 3, 1), Network.INPUT);
    }
    return projected(builder, builder.add("layer", layer, inputs));
  }

  /// One random sum over all positions and channels for each class: the only one of its windows
  /// covers the whole feature map.
  private static Network projected(NetworkBuilder builder, String from) {
    int larger = Math.max(builder.shape(from).height(), builder.shape(from).width());
    int kernel = 2 * larger + 1;
    return builder.build(
        builder.add("projected", Layer.Convolution.square(4, kernel, kernel), from));
  }

  private static void assertComputesTheSame(Network network) throws OrtException {
    var weights = Randomly.weights(network, 1);
    var images = Randomly.images(network, BATCH, 2);
    var model = OnnxWriter.write(network, weights, ModelDescription.untrained(network));

    try (var session = new RuntimeSession(model)) {
      assertScores(network, weights, images, session.scores(network, images));
    }
  }

  static void assertScores(Network network, Weights weights, float[] images, float[][] scores) {
    int pixels = Math.toIntExact(network.input().elements());
    assertThat(scores).hasDimensions(images.length / pixels, network.classes());
    for (int i = 0; i < scores.length; i++) {
      var image = Arrays.copyOfRange(images, i * pixels, (i + 1) * pixels);
      var expected = NaiveRun.scores(network, weights, image);
      for (int c = 0; c < expected.length; c++) {
        assertThat((double) scores[i][c])
            .as("score %d of image %d", c, i)
            .isCloseTo(expected[c], within(TOLERANCE * Math.max(1, Math.abs(expected[c]))));
      }
    }
  }
}
