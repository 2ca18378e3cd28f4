package dev.archway.worker.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import dev.archway.core.space.NetworkSpace;
import dev.archway.core.space.Spaces;
import dev.archway.core.weights.Weights;
import dev.archway.core.zoo.KnownNetwork;
import dev.archway.core.zoo.Zoo;
import dev.archway.onnx.ModelDescription;
import dev.archway.onnx.OnnxModel;
import dev.archway.onnx.OnnxWriter;
import dev.archway.worker.training.Tensors;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// What all readers of a layer graph owe each other: any network trains a step in DJL, and what
/// ONNX Runtime makes of the exported one is what DJL makes of it.
///
/// Run with this module's test class path. Arguments: samples a space, minutes after which no other
/// network is begun, and a file in which each network that was tried is a line, so that a call goes
/// on where one before it ended.
public final class ReaderContract {
  /// The largest difference of two scores, as a share of the largest score where that is above 1:
  /// networks that were trained for one step give scores of any size.
  static final double TOLERANCE = 1e-3;

  private static final Set<String> FOR_LARGE_IMAGES = Set.of(Spaces.mnasnet().name());
  private static final int BATCH = 2;
  private static final float LEARNING_RATE = 0.01f;

  private ReaderContract() {}

  public static void main(String[] arguments) throws Exception {
    int samples = Integer.parseInt(arguments[0]);
    var end = Instant.now().plus(Duration.ofMinutes(Integer.parseInt(arguments[1])));
    var tried = Path.of(arguments[2]);
    var networks = new ArrayList<>(zoo());
    Spaces.all().forEach(space -> networks.addAll(samples(space, samples)));
    var differences = new ArrayList<Double>();
    if (Files.exists(tried)) {
      Files.readAllLines(tried).forEach(line -> differences.add(Double.valueOf(line)));
    }
    while (differences.size() < networks.size() && Instant.now().isBefore(end)) {
      var network = networks.get(differences.size());
      double difference = differenceAfterAStep(network);
      differences.add(difference);
      Files.writeString(
          tried, difference + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (difference > TOLERANCE) {
        System.out.printf(Locale.ROOT, "%s differs by %.2e%n", network, difference);
      } else if (differences.size() % 50 == 0) {
        System.out.printf("%d of %d networks%n", differences.size(), networks.size());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "{\"benchmark\":\"reader-contract\",\"planned\":%d,\"done\":%d,\"apart\":%d,\"largestDifference\":%.2e}%n",
        networks.size(),
        differences.size(),
        differences.stream().filter(d -> d > TOLERANCE).count(),
        differences.stream().mapToDouble(d -> d).max().orElse(0));
  }

  /// Networks drawn from a space, the same each time, for the images that the space is for. On
  /// smaller ones the last maps have a single position, and statistics of so few values say nothing
  /// of other batches.
  static List<Network> samples(NetworkSpace space, int count) {
    var random = new SplittableRandom(17);
    var form =
        FOR_LARGE_IMAGES.contains(space.name())
            ? KnownNetwork.Form.IMAGENET
            : KnownNetwork.Form.CIFAR;
    return Stream.generate(() -> space.decode(space.decisions().sample(random)))
        .map(architecture -> architecture.expand(form.image(), form.classes()))
        .limit(count)
        .toList();
  }

  /// Every network of the zoo at the size that it was published for.
  static List<Network> zoo() {
    var networks = new ArrayList<Network>();
    for (var known : Zoo.known()) {
      for (KnownNetwork.Form form : known.forms()) {
        networks.add(
            Zoo.named(known.name(), 1, form.image())
                .orElseThrow()
                .expand(form.image(), form.classes()));
      }
    }
    return networks;
  }

  /// Trains one step on noise, and gives how far DJL's and ONNX Runtime's scores of another batch
  /// are apart, in the sense of [#TOLERANCE].
  static double differenceAfterAStep(Network published) throws OrtException {
    var network = withStatisticsOfTheLastBatch(published);
    var random = new SplittableRandom(23);
    try (var memory = Tensors.memory();
        var tensors = new TensorNetwork(network, Weights.initial(network, 1), memory)) {
      step(tensors, network, images(network, random), memory);
      var images = images(network, random);
      try (var statistics = memory.newSubManager()) {
        tensors.train(create(network, images, statistics), new DropoutMasks(1, 2));
      }
      var here = scores(tensors, network, images, memory);
      var there = scores(network, tensors.weights(), images);
      return difference(here, there);
    }
  }

  /// The same network, but its running statistics are those of the last batch. After a single step
  /// they would still be the initial ones, through which the scores of deep networks overflow.
  private static Network withStatisticsOfTheLastBatch(Network network) {
    var nodes =
        network.nodes().stream()
            .map(node ->
                node.layer() instanceof Layer.BatchNormalization bn
                    ? new Node(
                        node.name(), new Layer.BatchNormalization(bn.epsilon(), 0), node.inputs())
                    : node)
            .toList();
    return new Network(
        network.name(),
        network.input(),
        network.classes(),
        nodes,
        network.output(),
        network.auxiliary());
  }

  private static void step(
      TensorNetwork tensors, Network network, float[] images, NDManager memory) {
    try (var step = memory.newSubManager();
        var gradients = Tensors.engine().newGradientCollector()) {
      var scores = tensors.train(create(network, images, step), new DropoutMasks(1, 1));
      gradients.backward(scores.softmax(1).log().get(":, 0").mean().neg());
      for (var parameter : tensors.parameters()) {
        parameter.leaf().tempAttach(step);
        parameter.value().tempAttach(step);
        var gradient = parameter.leaf().getGradient();
        requireFinite(parameter.tensor().name(), gradient);
        parameter.value().subi(gradient.mul(LEARNING_RATE));
      }
    }
  }

  private static void requireFinite(String tensor, NDArray gradient) {
    float sum = gradient.sum().getFloat();
    if (!Float.isFinite(sum)) {
      throw new AssertionError("The gradient of " + tensor + " sums to " + sum + ".");
    }
  }

  private static NDArray create(Network network, float[] images, NDManager within) {
    var input = network.input();
    return within.create(images, new Shape(BATCH, input.channels(), input.height(), input.width()));
  }

  private static float[] images(Network network, SplittableRandom random) {
    var images = new float[BATCH * (int) network.input().elements()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    return images;
  }

  private static float[] scores(
      TensorNetwork tensors, Network network, float[] images, NDManager memory) {
    try (var within = memory.newSubManager()) {
      return tensors.infer(create(network, images, within)).toFloatArray();
    }
  }

  private static float[] scores(Network network, Weights weights, float[] images)
      throws OrtException {
    var model = OnnxWriter.write(network, weights, ModelDescription.untrained(network));
    var environment = OrtEnvironment.getEnvironment();
    var shape = network.input();
    try (var session = environment.createSession(model);
        var input =
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(images),
                new long[] {BATCH, shape.channels(), shape.height(), shape.width()});
        var result = session.run(Map.of(OnnxModel.IMAGE, input))) {
      var rows = (float[][]) result.get(OnnxModel.SCORES).orElseThrow().getValue();
      var all = new float[BATCH * network.classes()];
      for (int row = 0; row < BATCH; row++) {
        System.arraycopy(rows[row], 0, all, row * network.classes(), network.classes());
      }
      return all;
    }
  }

  static double difference(float[] here, float[] there) {
    for (float score : here) {
      if (!Float.isFinite(score)) {
        throw new AssertionError("DJL gives the score " + score + ".");
      }
    }
    double largest = 1;
    double apart = 0;
    for (int i = 0; i < here.length; i++) {
      largest = Math.max(largest, Math.abs(here[i]));
      double difference = Math.abs(here[i] - there[i]);
      apart = Math.max(apart, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    return apart / largest;
  }
}
