package dev.archway.worker.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.archway.core.network.FeatureShape;
import dev.archway.worker.data.Batch;
import java.nio.FloatBuffer;
import java.util.Arrays;

/// The way into native memory.
public final class Tensors {
  static {
    FaultyKernels.avoid();
  }

  private Tensors() {}

  /// The engine; the first call loads the native library.
  public static Engine engine() {
    return Engine.getEngine("PyTorch");
  }

  /// Memory on the processor, freed when closed.
  public static NDManager memory() {
    return engine().newBaseManager(Device.cpu());
  }

  /// A batch's pixels as `(batch, channels, height, width)` with the strides of channels-last,
  /// which PyTorch then keeps through the network.
  static NDArray images(Batch batch, FeatureShape image, NDManager memory) {
    return memory
        .create(
            FloatBuffer.wrap(batch.pixels()),
            new Shape(batch.size(), image.height(), image.width(), image.channels()))
        .transpose(0, 3, 1, 2);
  }

  /// What the network should say, `(batch, classes)`: the label's class, with `smoothing` of the
  /// probability spread evenly over all classes (Szegedy et al. 2016, section 7).
  static NDArray targets(int[] labels, int classes, double smoothing, NDManager memory) {
    var targets = new float[labels.length * classes];
    Arrays.fill(targets, (float) (smoothing / classes));
    for (int i = 0; i < labels.length; i++) {
      targets[i * classes + labels[i]] += (float) (1 - smoothing);
    }
    return memory.create(targets, new Shape(labels.length, classes));
  }
}
