package dev.archway.onnx;

import ai.onnx.proto.OnnxMl;
import dev.archway.core.network.Network;
import dev.archway.core.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Writes a network node by node as it stands, in float32; [OnnxModel] is what folds it first.
public final class OnnxWriter {
  /// HardSwish needs 14; 17 is the newest that runtimes of 2022 read, which devices may have.
  private static final int OPERATOR_SET = 17;

  /// The format's version that came with operator set 17.
  private static final int IR_VERSION = 8;

  private static final String PRODUCER_VERSION = producerVersion();

  private OnnxWriter() {}

  /// The bytes of an ONNX model, the same for the same arguments. Leaves out what only training
  /// needs.
  public static byte[] write(Network network, Weights weights, ModelDescription description) {
    var inference = network.forInference();
    var written =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("archway")
            .setProducerVersion(PRODUCER_VERSION)
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setGraph(new GraphWriter(inference, weights).write());
    description
        .properties(inference)
        .forEach((key, value) ->
            written.addMetadataProps(
                OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return written.build().toByteArray();
  }

  private static String producerVersion() {
    try (var in = OnnxWriter.class.getResourceAsStream("producer.properties")) {
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
