package dev.archway.device;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.onnx.OnnxModel;

/// Models to be timed.
final class Models {
  private Models() {}

  static Network mobileNet() {
    return MobileNetV2.cifar(0.25).expand(new FeatureShape(3, 32, 32), 10);
  }

  static byte[] small() {
    return OnnxModel.untrained(mobileNet(), 1);
  }
}
