package dev.archway.core.weights;

import dev.archway.core.network.Network;
import dev.archway.core.network.ParameterTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// The float32 numbers of one network, row-major, keyed by [ParameterTensor#name()]. Arrays are
/// shared, not copied: weights are megabytes, and nobody changes them in place.
public record Weights(Map<String, float[]> tensors) {
  public Weights {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /// The numbers of one tensor; refuses a tensor that is missing or of another size.
  public float[] get(ParameterTensor tensor) {
    var values = tensors.get(tensor.name());
    if (values == null || values.length != tensor.elements()) {
      throw new IllegalArgumentException(
          "Weights should hold %d numbers for %s of shape %s, but hold %s."
              .formatted(
                  tensor.elements(),
                  tensor.name(),
                  tensor.shape(),
                  values == null ? "none" : values.length));
    }
    return values;
  }

  /// Initial weights that depend on the network and the seed only, the same on every machine: He
  /// initialization (He et al. 2015, fan-in) for convolutions, uniform in `+-1/sqrt(fan-in)` for
  /// linear layers, zero for biases, the identity for batch normalization.
  public static Weights initial(Network network, long seed) {
    var random = new SplittableRandom(seed);
    var tensors = new LinkedHashMap<String, float[]>();
    for (var tensor : ParameterTensor.of(network)) {
      var values = new float[tensor.elements()];
      switch (tensor.role()) {
        case CONVOLUTION_WEIGHT -> {
          double deviation = StrictMath.sqrt(2.0 / tensor.fanIn());
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
          }
        }
        case LINEAR_WEIGHT -> {
          double bound = 1 / StrictMath.sqrt(tensor.fanIn());
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
          }
        }
        case SCALE, RUNNING_VARIANCE -> java.util.Arrays.fill(values, 1f);
        case BIAS, SHIFT, RUNNING_MEAN -> {}
      }
      tensors.put(tensor.name(), values);
    }
    return new Weights(tensors);
  }
}
