package dev.archway.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.archway.core.network.Network;
import java.nio.FloatBuffer;
import java.util.Map;

/// A model in ONNX Runtime.
final class RuntimeSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  RuntimeSession(byte[] model) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    }
  }

  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  /// The scores of each image of a batch.
  float[][] scores(Network network, float[] images) throws OrtException {
    var shape = network.input();
    long batch = images.length / shape.elements();
    try (var image =
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(images),
                new long[] {batch, shape.channels(), shape.height(), shape.width()});
        var results = session.run(Map.of(OnnxModel.IMAGE, image))) {
      return (float[][]) results.get(OnnxModel.SCORES).orElseThrow().getValue();
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
