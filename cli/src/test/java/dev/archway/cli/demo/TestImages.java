package dev.archway.cli.demo;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// CIFAR-10's test file through ONNX Runtime, knowing nothing of ours but what the model's metadata
/// say.
final class TestImages {
  private static final int IMAGES = 10_000;
  private static final int CHANNELS = 3;
  private static final int PLANE = 32 * 32;
  private static final int RECORD = 1 + CHANNELS * PLANE;
  private static final int BATCH = 500;

  private TestImages() {}

  /// Where the data set lies for tests.
  static Path folder() {
    var named = System.getenv("ARCHWAY_DATA");
    return named == null ? Path.of("../../shared/data") : Path.of(named);
  }

  /// The share of all test images whose highest score is their label's.
  static double accuracy(Path onnx) throws OrtException, IOException {
    var file = Files.readAllBytes(folder().resolve("cifar-10-batches-bin/test_batch.bin"));
    var environment = OrtEnvironment.getEnvironment();
    try (var session = environment.createSession(onnx.toString())) {
      var metadata = session.getMetadata().getCustomMetadata();
      var mean = numbers(metadata, "archway.input.mean");
      var deviation = numbers(metadata, "archway.input.deviation");
      int right = 0;
      for (int from = 0; from < IMAGES; from += BATCH) {
        right += right(environment, session, file, from, mean, deviation);
      }
      return (double) right / IMAGES;
    }
  }

  private static int right(
      OrtEnvironment environment,
      OrtSession session,
      byte[] file,
      int from,
      double[] mean,
      double[] deviation)
      throws OrtException {
    var pixels = FloatBuffer.allocate(BATCH * CHANNELS * PLANE);
    for (int i = from; i < from + BATCH; i++) {
      for (int p = 0; p < CHANNELS * PLANE; p++) {
        double value = (file[i * RECORD + 1 + p] & 0xff) / 255.0;
        int channel = p / PLANE;
        pixels.put((float) ((value - mean[channel]) / deviation[channel]));
      }
    }
    pixels.flip();
    int right = 0;
    try (var images = OnnxTensor.createTensor(environment, pixels, new long[] {BATCH, 3, 32, 32});
        var result = session.run(Map.of("image", images))) {
      var scores = (float[][]) result.get(0).getValue();
      for (int i = 0; i < BATCH; i++) {
        right += highest(scores[i]) == file[(from + i) * RECORD] ? 1 : 0;
      }
    }
    return right;
  }

  private static int highest(float[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  private static double[] numbers(Map<String, String> metadata, String key) {
    return Arrays.stream(metadata.getOrDefault(key, "").split(","))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
