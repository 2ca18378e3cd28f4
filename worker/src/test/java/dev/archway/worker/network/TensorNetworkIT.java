package dev.archway.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.weights.Weights;
import dev.archway.worker.training.Tensors;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorNetworkIT {
  private static final FeatureShape IMAGE = new FeatureShape(4, 7, 6);
  private static final int CLASSES = 3;
  private static final int BATCH = 2;
  private static final Cleaner CLEANER = Cleaner.create();

  private NDManager memory;

  @BeforeEach
  void openMemory() {
    memory = Tensors.memory();
  }

  @AfterEach
  void closeMemory() {
    memory.close();
  }

  static Stream<Layer> layersOfOneInput() {
    return Stream.of(
        Layer.Convolution.square(5, 3, 1),
        Layer.Convolution.square(5, 3, 2),
        Layer.Convolution.pointwise(6),
        Layer.Convolution.depthwise(4, 5, 2),
        new Layer.Convolution(6, 1, 7, 1, 1, 1, true),
        new Layer.Convolution(6, 7, 1, 2, 1, 2, false),
        new Layer.Convolution(4, 3, 3, 1, 2, 1, true),
        Layer.BatchNormalization.standard(),
        new Layer.Activation(Layer.Activation.Function.RELU),
        new Layer.Activation(Layer.Activation.Function.RELU6),
        new Layer.Activation(Layer.Activation.Function.HARD_SWISH),
        new Layer.Activation(Layer.Activation.Function.SIGMOID),
        new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 1),
        new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 2),
        new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 5, 1),
        new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 3, 2),
        new Layer.GlobalAveragePooling(),
        new Layer.ChannelSplit(1, 3),
        new Layer.ChannelShuffle(2),
        new Layer.SqueezeExcite(2, Layer.SqueezeExcite.Gate.SIGMOID),
        new Layer.SqueezeExcite(2, Layer.SqueezeExcite.Gate.HARD_SIGMOID),
        new Layer.Dropout(0.5),
        new Layer.DropPath(0.5));
  }

  /// What is made of Java numbers lies in Java's memory, and the backward pass reads it again.
  @ParameterizedTest
  @MethodSource("layersThatMultiplyByNumbersOfJava")
  void aGarbageCollectionBeforeTheBackwardPassChangesNoGradient(Layer layer) throws Exception {
    var builder = new NetworkBuilder("collected", new FeatureShape(4, 32, 32), CLASSES);
    var first = builder.add("first", Layer.Convolution.square(8, 3, 1), Network.INPUT);
    var network = head(builder, builder.add("layer", layer, first));

    var undisturbed = gradientOfFirst(network, () -> {});
    var collected = gradientOfFirst(network, TensorNetworkIT::collectAndOverwriteFreedMemory);

    assertThat(collected).isEqualTo(undisturbed);
  }

  static Stream<Layer> layersThatMultiplyByNumbersOfJava() {
    return Stream.of(
        new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 1),
        new Layer.Dropout(0.5),
        new Layer.Activation(Layer.Activation.Function.HARD_SWISH),
        new Layer.Activation(Layer.Activation.Function.RELU6));
  }

  private float[] gradientOfFirst(Network network, Runnable beforeTheBackwardPass) {
    try (var tensors = new TensorNetwork(network, Weights.initial(network, 1), memory);
        var step = memory.newSubManager();
        var gradients = Tensors.engine().newGradientCollector()) {
      var images = step.ones(new Shape(BATCH, 4, 32, 32));
      var scores = tensors.train(images, new DropoutMasks(1, 1));
      beforeTheBackwardPass.run();
      gradients.backward(scores.sum());
      var first =
          tensors.parameters().stream()
              .filter(p -> p.tensor().name().equals("first.weight"))
              .findFirst()
              .orElseThrow();
      first.leaf().tempAttach(step);
      return first.leaf().getGradient().toFloatArray();
    }
  }

  private static void collectAndOverwriteFreedMemory() {
    for (int round = 0; round < 20; round++) {
      var collected = new CountDownLatch(1);
      var _ = CLEANER.register(new Object(), collected::countDown);
      while (collected.getCount() > 0) {
        System.gc();
      }
      for (int floats : List.of(1, 32 * 32, BATCH * 8 * 32 * 32)) {
        for (int i = 0; i < 20; i++) {
          var buffer = ByteBuffer.allocateDirect(Float.BYTES * floats).asFloatBuffer();
          while (buffer.hasRemaining()) {
            buffer.put(Float.NaN);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("layersOfOneInput")
  void computesWhatTheDefinitionOfTheLayerSays(Layer layer) {
    var builder = new NetworkBuilder("one", IMAGE, CLASSES);
    assertComputesAsDefined(head(builder, builder.add("layer", layer, Network.INPUT)));
  }

  @Test
  void addsAndJoinsSeveralInputs() {
    var builder = new NetworkBuilder("many", IMAGE, CLASSES);
    var first = builder.add("first", Layer.Convolution.square(4, 3, 1), Network.INPUT);
    var second = builder.add("second", Layer.Convolution.square(4, 1, 1), Network.INPUT);
    var sum = builder.add("sum", new Layer.Add(), first, second, Network.INPUT);
    assertComputesAsDefined(
        head(builder, builder.add("joined", new Layer.Concatenate(), sum, first, Network.INPUT)));
  }

  @Test
  void leavesOutWhatTheOutputDoesNotNeed() {
    var builder = new NetworkBuilder("side", IMAGE, CLASSES);
    builder.add("unused", Layer.Convolution.square(4, 3, 1), Network.INPUT);
    var network = head(builder, Network.INPUT);

    assertThat(ForwardPlan.of(network).steps())
        .extracting(step -> step.node().name())
        .containsExactly("pool", "classifier");
  }

  @Test
  void movesRunningStatisticsByOneMinusTheMomentum() {
    var builder = new NetworkBuilder("bn", IMAGE, CLASSES);
    var network =
        head(builder, builder.add("bn", new Layer.BatchNormalization(1e-5, 0.9), Network.INPUT));
    var images = images(1);
    try (var tensors = new TensorNetwork(network, Weights.initial(network, 1), memory)) {
      tensors.train(tensor(images), new DropoutMasks(0, 0));

      var channel = new double[BATCH * 42];
      for (int image = 0; image < BATCH; image++) {
        System.arraycopy(images[image], 0, channel, image * 42, 42);
      }
      double mean = java.util.Arrays.stream(channel).average().orElseThrow();
      double variance =
          java.util.Arrays.stream(channel).map(v -> (v - mean) * (v - mean)).sum()
              / (channel.length - 1);
      var after = tensors.weights().tensors();
      assertThat(first(after, "bn.running_mean")).isCloseTo((float) (0.1 * mean), within(1e-5f));
      assertThat(first(after, "bn.running_var"))
          .isCloseTo((float) (0.9 + 0.1 * variance), within(1e-5f));
    }
  }

  @Test
  void inferenceLeavesRunningStatisticsAlone() {
    var network = smallNetwork();
    var weights = randomWeights(network);
    try (var tensors = new TensorNetwork(network, weights, memory)) {
      tensors.infer(tensor(images(1)));

      tensors
          .weights()
          .tensors()
          .forEach(
              (name, values) -> assertThat(values).as(name).isEqualTo(weights.tensors().get(name)));
    }
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    var network = smallNetwork();
    var weights = randomWeights(network);
    var images = images(1);
    try (var tensors = new TensorNetwork(network, weights, memory)) {
      try (var collector = Tensors.engine().newGradientCollector()) {
        collector.backward(tensors.train(tensor(images), new DropoutMasks(0, 0)).square().sum());
      }
      for (var parameter : tensors.parameters()) {
        parameter.leaf().tempAttach(memory);
        float found = parameter.leaf().getGradient().toFloatArray()[0];
        double up = loss(network, nudged(weights, parameter.tensor().name(), 1e-2f), images);
        double down = loss(network, nudged(weights, parameter.tensor().name(), -1e-2f), images);
        double expected = (up - down) / 2e-2;
        assertThat((double) found)
            .as(parameter.tensor().name())
            .isCloseTo(expected, within(0.03 * Math.abs(expected) + 0.02));
      }
    }
  }

  @Test
  void dropoutZeroesAShareOfElementsAndScalesTheRest() {
    var builder = new NetworkBuilder("dropout", new FeatureShape(1000, 1, 1), CLASSES);
    var node = builder.add("drop", new Layer.Dropout(0.25), Network.INPUT);
    var network = builder.build(builder.add("classifier", new Layer.Linear(CLASSES), node));
    var dropped =
        new Layers(Map.of(), true, new DropoutMasks(1, 2))
            .compute(network.nodes().getFirst(), List.of(memory.ones(new Shape(1, 1000, 1, 1))))
            .toFloatArray();

    assertThat(dropped).containsOnly(0f, (float) (1 / 0.75));
    int zeros = 0;
    for (float value : dropped) {
      zeros += value == 0 ? 1 : 0;
    }
    // Four standard deviations of a binomial distribution.
    assertThat(zeros).isBetween(250 - 55, 250 + 55);
  }

  @Test
  void nothingMayBeAddedToWhatLivesAsLongAsTheTraining() {
    var network = smallNetwork();
    try (var tensors = new TensorNetwork(network, Weights.initial(network, 1), memory)) {
      var longLived = tensors.parameters().getFirst().value();

      assertThatThrownBy(() -> longLived.add(1)).isInstanceOf(IllegalStateException.class);
    }
  }

  private void assertComputesAsDefined(Network network) {
    var weights = randomWeights(network);
    var images = images(1);
    try (var tensors = new TensorNetwork(network, weights, memory)) {
      var scores = tensors.infer(tensor(images)).toFloatArray();
      for (int image = 0; image < BATCH; image++) {
        var expected = new ReferenceLayers(network, weights).scores(images[image]);
        for (int c = 0; c < CLASSES; c++) {
          assertThat((double) scores[image * CLASSES + c]).isCloseTo(expected[c], within(1e-4));
        }
      }
    }
  }

  private double loss(Network network, Weights weights, double[][] images) {
    try (var within = memory.newSubManager();
        var tensors = new TensorNetwork(network, weights, within)) {
      return tensors.train(tensor(images), new DropoutMasks(0, 0)).square().sum().getFloat();
    }
  }

  private static Network smallNetwork() {
    var builder = new NetworkBuilder("small", IMAGE, CLASSES);
    var last =
        builder.convolutionBnActivation(
            "a",
            Layer.Convolution.square(6, 3, 2),
            Layer.Activation.Function.HARD_SWISH,
            Network.INPUT);
    last = builder.add("se", new Layer.SqueezeExcite(3, Layer.SqueezeExcite.Gate.SIGMOID), last);
    last = builder.convolutionBn("b", Layer.Convolution.depthwise(6, 3, 1), last);
    return head(builder, last);
  }

  private static Network head(NetworkBuilder builder, String from) {
    var pooled = builder.add("pool", new Layer.GlobalAveragePooling(), from);
    return builder.build(builder.add("classifier", new Layer.Linear(CLASSES), pooled));
  }

  /// No tensor as it begins, so that each one matters.
  private static Weights randomWeights(Network network) {
    var random = new SplittableRandom(3);
    var tensors = new LinkedHashMap<String, float[]>();
    for (var tensor : ParameterTensor.of(network)) {
      var values = new float[tensor.elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            (float)
                (tensor.role() == ParameterTensor.Role.RUNNING_VARIANCE
                    ? random.nextDouble(0.5, 2)
                    : random.nextDouble(-0.5, 0.5));
      }
      tensors.put(tensor.name(), values);
    }
    return new Weights(tensors);
  }

  private static Weights nudged(Weights weights, String name, float by) {
    var tensors = new LinkedHashMap<>(weights.tensors());
    var values = Objects.requireNonNull(tensors.get(name)).clone();
    values[0] += by;
    tensors.put(name, values);
    return new Weights(tensors);
  }

  private static float first(Map<String, float[]> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name))[0];
  }

  private static double[][] images(long seed) {
    var random = new SplittableRandom(seed);
    return Stream.generate(() -> random.doubles(IMAGE.elements(), -4, 8).toArray())
        .limit(BATCH)
        .toArray(double[][]::new);
  }

  private NDArray tensor(double[][] images) {
    var flat = new float[BATCH * (int) IMAGE.elements()];
    for (int image = 0; image < BATCH; image++) {
      for (int i = 0; i < images[image].length; i++) {
        flat[image * images[image].length + i] = (float) images[image][i];
      }
    }
    var planar = memory.create(flat, new Shape(BATCH, 4, 7, 6));
    // Laid out with channels last, as training hands images over.
    return planar.transpose(0, 2, 3, 1).duplicate().transpose(0, 3, 1, 2);
  }
}
