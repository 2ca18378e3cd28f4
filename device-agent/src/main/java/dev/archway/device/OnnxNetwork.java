package dev.archway.device;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.archway.core.task.LatencySetting;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/// A model in ONNX Runtime with all of its graph optimizations, and one batch of random images.
final class OnnxNetwork implements TimedNetwork, AutoCloseable {
  private static final long INPUT_SEED = 1;

  private final OrtSession session;
  private final OnnxTensor batch;
  private final Map<String, OnnxTensor> inputs;

  private OnnxNetwork(OrtSession session, OnnxTensor batch, String input) {
    this.session = session;
    this.batch = batch;
    this.inputs = Map.of(input, batch);
  }

  /// Loads a model of one float32 input whose first dimension is the batch.
  static OnnxNetwork load(byte[] model, LatencySetting setting) throws UnrunnableModelException {
    var environment = OnnxRuntime.environment();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(setting.threads());
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      var session = environment.createSession(model, options);
      try {
        var input = onlyInput(session);
        var shape = inputShape(input, setting.batch());
        return new OnnxNetwork(session, randomTensor(environment, shape), input.getName());
      } catch (OrtException | UnrunnableModelException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw unrunnable(e);
    }
  }

  private static NodeInfo onlyInput(OrtSession session)
      throws OrtException, UnrunnableModelException {
    if (session.getNumInputs() != 1) {
      throw new UnrunnableModelException(
          "A model to be timed has one input, but this one has " + session.getNumInputs() + ".");
    }
    return session.getInputInfo().values().iterator().next();
  }

  private static long[] inputShape(NodeInfo input, int batch) throws UnrunnableModelException {
    if (!(input.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
      throw new UnrunnableModelException(
          "The input of a model to be timed is a float32 tensor, but " + input + ".");
    }
    var shape = tensor.getShape();
    if (shape.length == 0
        || (shape[0] != -1 && shape[0] != batch)
        || Arrays.stream(shape).skip(1).anyMatch(length -> length < 1)) {
      throw new UnrunnableModelException(
          "The input of a model to be timed takes batches of %d and is fixed but for that, but is %s."
              .formatted(batch, Arrays.toString(shape)));
    }
    shape[0] = batch;
    return shape;
  }

  private static OnnxTensor randomTensor(OrtEnvironment environment, long[] shape)
      throws OrtException {
    var random = new SplittableRandom(INPUT_SEED);
    int elements = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    var numbers =
        ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, elements))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < elements; i++) {
      numbers.put(i, (float) random.nextGaussian());
    }
    return OnnxTensor.createTensor(environment, numbers, shape);
  }

  @Override
  public void run() throws UnrunnableModelException {
    try (var _ = session.run(inputs)) {
      // What it computes is of no interest here.
    } catch (OrtException e) {
      throw unrunnable(e);
    }
  }

  @Override
  public void close() throws UnrunnableModelException {
    batch.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw unrunnable(e);
    }
  }

  private static UnrunnableModelException unrunnable(OrtException e) {
    return new UnrunnableModelException("ONNX Runtime cannot run the model: " + e.getMessage(), e);
  }
}
