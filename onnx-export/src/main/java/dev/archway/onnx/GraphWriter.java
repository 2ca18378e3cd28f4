package dev.archway.onnx;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Writes the graph of one network. Every value stays four-dimensional up to the scores, as it is
/// in [Network], so that any layer may follow any other.
///
/// Names: a node's operator is called like the node and its value `node/out`, which no tensor can
/// be called, since node names hold no slash; initializers are called like their [ParameterTensor].
final class GraphWriter {
  private static final long SAME_AS_INPUT = 0;
  private static final long CHANNEL_AXIS = 1;

  private final Network network;
  private final Weights weights;
  private final GraphProto.Builder graph = GraphProto.newBuilder();

  GraphWriter(Network network, Weights weights) {
    this.network = network;
    this.weights = weights;
  }

  GraphProto write() {
    var input = network.input();
    graph
        .setName(network.name())
        .addInput(value(OnnxModel.IMAGE, input.channels(), input.height(), input.width()))
        .addOutput(value(OnnxModel.SCORES, network.classes()));
    network.nodes().forEach(this::write);
    // A linear layer at the end has written the scores itself.
    if (!endsInLinear()) {
      operator("Flatten", "scores/flatten", OnnxModel.SCORES, valueOf(network.output()))
          .integer("axis", CHANNEL_AXIS)
          .add();
    }
    return graph.build();
  }

  private boolean endsInLinear() {
    var last = network.nodes().stream().filter(n -> n.name().equals(network.output())).findFirst();
    return last.isPresent() && last.get().layer() instanceof Layer.Linear;
  }

  private void write(Node node) {
    switch (node.layer()) {
      case Layer.Convolution c -> write(node, c);
      case Layer.BatchNormalization b ->
          operator("BatchNormalization", node)
              .initializers(ParameterTensor.of(network, node))
              .decimal("epsilon", b.epsilon())
              .add();
      case Layer.Activation a -> write(node, a.function());
      case Layer.Pooling p -> write(node, p);
      case Layer.GlobalAveragePooling _ -> operator("GlobalAveragePool", node).add();
      // A sum of two is what graph optimizers know as a residual.
      case Layer.Add _ -> operator(node.inputs().size() == 2 ? "Add" : "Sum", node).add();
      case Layer.Concatenate _ -> operator("Concat", node).integer("axis", CHANNEL_AXIS).add();
      case Layer.ChannelSplit s ->
          operator("Slice", node)
              .integerInput("starts", s.from())
              .integerInput("ends", s.to())
              .integerInput("axes", CHANNEL_AXIS)
              .add();
      case Layer.ChannelShuffle s -> write(node, s);
      case Layer.SqueezeExcite s -> write(node, s);
      case Layer.Linear l -> write(node, l);
      case Layer.Dropout _, Layer.DropPath _ ->
          throw new IllegalStateException(
              "Node " + node.name() + " is for training only and cannot be exported.");
    }
  }

  private void write(Node node, Layer.Convolution c) {
    long top = (long) c.dilation() * (c.kernelHeight() - 1) / 2;
    long left = (long) c.dilation() * (c.kernelWidth() - 1) / 2;
    operator("Conv", node)
        .initializers(ParameterTensor.of(network, node))
        .integers("kernel_shape", c.kernelHeight(), c.kernelWidth())
        .integers("strides", c.stride(), c.stride())
        .integers("pads", top, left, top, left)
        .integers("dilations", c.dilation(), c.dilation())
        .integer("group", c.groups())
        .add();
  }

  private void write(Node node, Layer.Activation.Function function) {
    switch (function) {
      case RELU -> operator("Relu", node).add();
      case RELU6 -> operator("Clip", node).decimalInput("min", 0).decimalInput("max", 6).add();
      case HARD_SWISH -> operator("HardSwish", node).add();
      case SIGMOID -> operator("Sigmoid", node).add();
    }
  }

  private void write(Node node, Layer.Pooling p) {
    int padding = (p.kernel() - 1) / 2;
    var pooling =
        switch (p.kind()) {
          case AVERAGE -> operator("AveragePool", node).integer("count_include_pad", 0);
          case MAXIMUM -> operator("MaxPool", node);
        };
    pooling
        .integers("kernel_shape", p.kernel(), p.kernel())
        .integers("strides", p.stride(), p.stride())
        .integers("pads", padding, padding, padding, padding)
        .add();
  }

  /// Channels as a matrix of `(groups, channels / groups)`, transposed.
  private void write(Node node, Layer.ChannelShuffle s) {
    var shape = network.inputShape(node);
    var grouped = node.name() + "/grouped";
    var transposed = node.name() + "/transposed";
    operator("Reshape", grouped, grouped, valueOf(node.inputs().getFirst()))
        .integerInput(
            "shape",
            SAME_AS_INPUT,
            s.groups(),
            shape.channels() / s.groups(),
            shape.height(),
            shape.width())
        .add();
    operator("Transpose", transposed, transposed, grouped).integers("perm", 0, 2, 1, 3, 4).add();
    operator("Reshape", node.name(), valueOf(node.name()), transposed)
        .integerInput("shape", fourDimensional(shape))
        .add();
  }

  private void write(Node node, Layer.SqueezeExcite s) {
    var tensors = ParameterTensor.of(network, node);
    var from = valueOf(node.inputs().getFirst());
    var squeezed = node.name() + "/squeezed";
    var reduced = node.name() + "/reduced";
    var rectified = node.name() + "/rectified";
    var expanded = node.name() + "/expanded";
    var gate = node.name() + "/gate";
    operator("GlobalAveragePool", squeezed, squeezed, from).add();
    operator("Conv", reduced, reduced, squeezed).initializers(tensors.subList(0, 2)).add();
    operator("Relu", rectified, rectified, reduced).add();
    operator("Conv", expanded, expanded, rectified).initializers(tensors.subList(2, 4)).add();
    switch (s.gate()) {
      case SIGMOID -> operator("Sigmoid", gate, gate, expanded).add();
      case HARD_SIGMOID ->
          operator("HardSigmoid", gate, gate, expanded)
              .decimal("alpha", 1.0 / 6)
              .decimal("beta", 0.5)
              .add();
    }
    operator("Mul", node.name(), valueOf(node.name()), from, gate).add();
  }

  private void write(Node node, Layer.Linear l) {
    boolean last = node.name().equals(network.output());
    var flat = node.name() + "/flat";
    var product = last ? OnnxModel.SCORES : node.name() + "/product";
    operator("Flatten", flat, flat, valueOf(node.inputs().getFirst()))
        .integer("axis", CHANNEL_AXIS)
        .add();
    operator("Gemm", node.name(), product, flat)
        .initializers(ParameterTensor.of(network, node))
        .integer("transB", 1)
        .add();
    if (!last) {
      operator("Reshape", node.name() + "/unflat", valueOf(node.name()), product)
          .integerInput("shape", fourDimensional(new FeatureShape(l.units(), 1, 1)))
          .add();
    }
  }

  private static long[] fourDimensional(FeatureShape shape) {
    return new long[] {SAME_AS_INPUT, shape.channels(), shape.height(), shape.width()};
  }

  private static String valueOf(String node) {
    return node.equals(Network.INPUT) ? OnnxModel.IMAGE : node + "/out";
  }

  private Operator operator(String type, Node node) {
    var read = node.inputs().stream().map(GraphWriter::valueOf).toArray(String[]::new);
    return operator(type, node.name(), valueOf(node.name()), read);
  }

  private Operator operator(String type, String name, String made, String... read) {
    return new Operator(
        OnnxMl.NodeProto.newBuilder()
            .setOpType(type)
            .setName(name)
            .addAllInput(List.of(read))
            .addOutput(made));
  }

  /// One operator while its inputs and attributes are gathered.
  private final class Operator {
    private final OnnxMl.NodeProto.Builder written;

    Operator(OnnxMl.NodeProto.Builder written) {
      this.written = written;
    }

    Operator initializers(List<ParameterTensor> tensors) {
      for (var tensor : tensors) {
        var values = weights.get(tensor);
        var bytes = littleEndian(Float.BYTES * values.length);
        for (float value : values) {
          bytes.putFloat(value);
        }
        var shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
        initializer(tensor.name(), OnnxMl.TensorProto.DataType.FLOAT, bytes, shape);
      }
      return this;
    }

    Operator decimalInput(String argument, float value) {
      var bytes = littleEndian(Float.BYTES).putFloat(value);
      initializer(
          written.getName() + "/" + argument,
          OnnxMl.TensorProto.DataType.FLOAT,
          bytes,
          new long[0]);
      return this;
    }

    Operator integerInput(String argument, long... values) {
      var bytes = littleEndian(Long.BYTES * values.length);
      for (long value : values) {
        bytes.putLong(value);
      }
      initializer(
          written.getName() + "/" + argument,
          OnnxMl.TensorProto.DataType.INT64,
          bytes,
          new long[] {values.length});
      return this;
    }

    private void initializer(
        String name, OnnxMl.TensorProto.DataType type, ByteBuffer bytes, long[] shape) {
      var tensor = OnnxMl.TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
      for (long length : shape) {
        tensor.addDims(length);
      }
      graph.addInitializer(tensor.setRawData(ByteString.copyFrom(bytes.flip())));
      written.addInput(name);
    }

    Operator integer(String attribute, long value) {
      written.addAttribute(
          OnnxMl.AttributeProto.newBuilder()
              .setName(attribute)
              .setType(OnnxMl.AttributeProto.AttributeType.INT)
              .setI(value));
      return this;
    }

    Operator integers(String attribute, long... values) {
      written.addAttribute(
          OnnxMl.AttributeProto.newBuilder()
              .setName(attribute)
              .setType(OnnxMl.AttributeProto.AttributeType.INTS)
              .addAllInts(Arrays.stream(values).boxed().toList()));
      return this;
    }

    Operator decimal(String attribute, double value) {
      written.addAttribute(
          OnnxMl.AttributeProto.newBuilder()
              .setName(attribute)
              .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
              .setF((float) value));
      return this;
    }

    void add() {
      graph.addNode(written);
    }
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// A float32 value of a free batch size and these lengths.
  private static ValueInfoProto value(String name, int... lengths) {
    var shape = OnnxMl.TensorShapeProto.newBuilder();
    shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    for (int length : lengths) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(length));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
