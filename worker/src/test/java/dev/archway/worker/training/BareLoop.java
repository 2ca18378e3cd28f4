package dev.archway.worker.training;

import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.weights.Weights;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.worker.data.Batch;
import dev.archway.worker.network.DropoutMasks;
import dev.archway.worker.network.TensorNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/// The least that training with DJL can be: forward, backward and DJL's own optimizer on one batch
/// that lies in native memory for good. No data, no augmentation, no reports, no validation. For
/// each line on standard input, a number of steps, it prints the images a second of so many.
public final class BareLoop {
  /// The network that both sides of the comparison train.
  public static final Network NETWORK =
      MobileNetV2.cifar(0.5).expand(Dataset.CIFAR_10.image(), Dataset.CIFAR_10.classes().size());

  public static final int BATCH = 64;

  private BareLoop() {}

  public static void main(String[] arguments) throws IOException {
    var out = System.out;
    System.setOut(System.err);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var memory = Tensors.memory();
        var tensors = new TensorNetwork(NETWORK, Weights.initial(NETWORK, 1), memory)) {
      var images = Tensors.images(noise(), NETWORK.input(), memory);
      var targets = Tensors.targets(new int[BATCH], NETWORK.classes(), 0, memory);
      var optimizer =
          Optimizer.sgd().optMomentum(0.9f).setLearningRateTracker(Tracker.fixed(1e-3f)).build();
      // DJL's optimizers put their state where the weights are.
      tensors.parameters().forEach(parameter -> parameter.value().attach(memory));
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        int steps = Integer.parseInt(line);
        long begun = System.nanoTime();
        for (int step = 0; step < steps; step++) {
          try (var scratch = memory.newSubManager()) {
            var batch = images.duplicate();
            batch.attach(scratch);
            try (var gradients = Tensors.engine().newGradientCollector()) {
              var scores = tensors.train(batch, new DropoutMasks(1, step));
              var loss = scores.logSoftmax(1).mul(targets).sum().mul(scratch.create(-1f / BATCH));
              gradients.backward(loss);
              loss.getFloat();
            }
            update(optimizer, tensors.parameters(), scratch);
          }
        }
        out.println(steps * BATCH * 1e9 / (System.nanoTime() - begun));
      }
    }
  }

  private static void update(
      Optimizer optimizer,
      List<TensorNetwork.Parameter> parameters,
      ai.djl.ndarray.NDManager scratch) {
    for (var parameter : parameters) {
      parameter.leaf().tempAttach(scratch);
      var gradient = parameter.leaf().getGradient();
      optimizer.update(parameter.tensor().name(), parameter.value(), gradient);
      gradient.subi(gradient);
    }
  }

  private static Batch noise() {
    var random = new SplittableRandom(1);
    var pixels = new float[BATCH * (int) NETWORK.input().elements()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return new Batch(pixels, new int[BATCH]);
  }
}
