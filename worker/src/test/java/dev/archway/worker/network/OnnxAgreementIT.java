package dev.archway.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.weights.Weights;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.onnx.OnnxModel;
import dev.archway.worker.training.Tensors;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnnxAgreementIT {
  @Test
  void theOnnxModelScoresImagesAsTrainingDoes() throws Exception {
    var network = MobileNetV2.cifar(0.25).expand(Dataset.CIFAR_10.image(), 10);
    var weights = movedStatistics(network);
    var image = new float[(int) network.input().elements()];
    var random = new SplittableRandom(2);
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) random.nextGaussian();
    }

    float[] here;
    try (var memory = Tensors.memory();
        var tensors = new TensorNetwork(network, weights, memory)) {
      here = tensors.infer(memory.create(image, new Shape(1, 3, 32, 32))).toFloatArray();
    }
    var environment = OrtEnvironment.getEnvironment();
    try (var session =
            environment.createSession(OnnxModel.trained(network, weights, Dataset.CIFAR_10));
        var input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(image), new long[] {1, 3, 32, 32});
        var result = session.run(Map.of(OnnxModel.IMAGE, input))) {
      var there = ((float[][]) result.get(OnnxModel.SCORES).orElseThrow().getValue())[0];
      assertThat(there).containsExactly(here, within(1e-3f));
      assertThat(here).as("scores that say something").isNotEqualTo(new float[10]);
    }
  }

  /// Initial weights, but with running statistics as a training leaves them.
  private static Weights movedStatistics(dev.archway.core.network.Network network) {
    var random = new SplittableRandom(1);
    var tensors = new LinkedHashMap<>(Weights.initial(network, 1).tensors());
    for (var tensor : ParameterTensor.of(network)) {
      if (!tensor.role().learned()) {
        boolean variance = tensor.role() == ParameterTensor.Role.RUNNING_VARIANCE;
        var values = new float[tensor.elements()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (variance ? random.nextDouble(0.5, 2) : random.nextDouble(-0.5, 0.5));
        }
        tensors.put(tensor.name(), values);
      }
    }
    return new Weights(tensors);
  }
}
