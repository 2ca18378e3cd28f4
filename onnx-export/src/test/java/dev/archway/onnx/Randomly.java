package dev.archway.onnx;

import dev.archway.core.network.Network;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.weights.Weights;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;

/// Seeded numbers for tests: weights that look trained, and images.
final class Randomly {
  private Randomly() {}

  /// Weights in which nothing is zero, one or the same for two channels, so that a tensor that is
  /// mixed up or left out shows.
  static Weights weights(Network network, long seed) {
    var random = new SplittableRandom(seed);
    var tensors = new LinkedHashMap<String, float[]>();
    for (var tensor : ParameterTensor.of(network)) {
      var values = new float[tensor.elements()];
      double bound = Math.sqrt(3.0 / tensor.fanIn());
      for (int i = 0; i < values.length; i++) {
        values[i] =
            (float)
                switch (tensor.role()) {
                  case CONVOLUTION_WEIGHT, LINEAR_WEIGHT -> random.nextDouble(-bound, bound);
                  case SCALE, RUNNING_VARIANCE -> random.nextDouble(0.5, 1.5);
                  case BIAS, SHIFT, RUNNING_MEAN -> random.nextDouble(-0.5, 0.5);
                };
      }
      tensors.put(tensor.name(), values);
    }
    return new Weights(tensors);
  }

  /// `batch` images for a network, normally distributed.
  static float[] images(Network network, int batch, long seed) {
    var random = new SplittableRandom(seed);
    var pixels = new float[Math.toIntExact(batch * network.input().elements())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (2 * random.nextGaussian());
    }
    return pixels;
  }
}
