package dev.archway.worker.slot;

import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.weights.Weights;

/// The trained network as an ONNX model, for whoever uses it afterwards.
final class TrainedModel {
  private TrainedModel() {}

  static byte[] onnx(Network network, Weights weights, Dataset dataset) {
    return new byte[0];
  }
}
