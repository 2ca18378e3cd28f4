package dev.archway.device;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the agent's `canary.onnx` comes from: the agent itself cannot write models. Run it in the
/// module's folder to write the file anew.
final class CanaryModel {
  private CanaryModel() {}

  public static void main(String[] arguments) throws IOException {
    Files.write(Path.of("src/main/resources/dev/archway/device/canary.onnx"), bytes());
  }

  static byte[] bytes() {
    var convolution = Layer.Convolution.square(16, 3, 1);
    var relu = Layer.Activation.Function.RELU;
    var builder = new NetworkBuilder("canary", new FeatureShape(8, 16, 16), 10);
    var first = builder.convolutionBnActivation("first", convolution, relu, Network.INPUT);
    var second = builder.convolutionBnActivation("second", convolution, relu, first);
    var pooled = builder.add("pool", new Layer.GlobalAveragePooling(), second);
    return OnnxModel.untrained(
        builder.build(builder.add("scores", new Layer.Linear(10), pooled)), 1);
  }
}
