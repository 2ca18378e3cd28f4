package dev.archway.onnx;

import dev.archway.core.network.Network;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.transformation.BatchNormFolding;
import dev.archway.core.weights.Weights;

/// The ONNX models that the system hands out. Both take a network as it was searched, with what
/// only training needs, and give it without that and with batch normalization folded.
///
/// Input [#IMAGE] is float32 `(batch, channels, height, width)` with a free batch size, output
/// [#SCORES] float32 `(batch, classes)`.
public final class OnnxModel {
  /// The name of the input.
  public static final String IMAGE = "image";

  /// The name of the output.
  public static final String SCORES = "scores";

  private OnnxModel() {}

  /// The model that users get: trained weights, and metadata that say how to feed it.
  public static byte[] trained(Network network, Weights weights, Dataset dataset) {
    return folded(network, weights, ModelDescription.trained(network, dataset));
  }

  /// The model that devices time, made from the graph alone: latency does not depend on the values.
  /// Equal networks and seeds give equal bytes.
  public static byte[] untrained(Network network, long seed) {
    var weights = Weights.initial(network.forInference(), seed);
    return folded(network, weights, ModelDescription.untrained(network));
  }

  private static byte[] folded(Network network, Weights weights, ModelDescription description) {
    var folded = BatchNormFolding.fold(network.forInference(), weights);
    return OnnxWriter.write(folded.network(), folded.weights(), description);
  }
}
