package dev.archway.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.Spaces;
import dev.archway.core.weights.Weights;
import dev.archway.core.zoo.MobileNetV2;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxWriterTest {
  private static final FeatureShape CIFAR_IMAGE = new FeatureShape(3, 32, 32);

  @Test
  void inputAndOutputHaveAFreeBatchSize() throws InvalidProtocolBufferException {
    var graph = parsed(OnnxModel.untrained(mobileNet(), 1)).getGraph();

    var image = graph.getInput(0);
    assertThat(graph.getInputCount()).isEqualTo(1);
    assertThat(image.getName()).isEqualTo("image");
    var shape = image.getType().getTensorType().getShape();
    assertThat(shape.getDim(0).getDimParam()).isEqualTo("N");
    assertThat(shape.getDimList().subList(1, 4))
        .extracting(d -> d.getDimValue())
        .containsExactly(3L, 32L, 32L);
    var scores = graph.getOutput(0).getType().getTensorType().getShape();
    assertThat(graph.getOutput(0).getName()).isEqualTo("scores");
    assertThat(scores.getDim(0).getDimParam()).isEqualTo("N");
    assertThat(scores.getDim(1).getDimValue()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyValueIsMadeOnceAndBeforeItIsRead(long seed) throws InvalidProtocolBufferException {
    var space = Spaces.mnasnetSmall();
    var choices = space.decisions().sample(new SplittableRandom(seed));
    var network = space.decode(choices).expand(CIFAR_IMAGE, 10);

    var graph = parsed(OnnxModel.untrained(network, seed)).getGraph();

    var known = new HashSet<String>();
    known.add("image");
    graph.getInitializerList().forEach(t -> assertThat(known.add(t.getName())).isTrue());
    for (var node : graph.getNodeList()) {
      assertThat(known).containsAll(node.getInputList());
      node.getOutputList().forEach(made -> assertThat(known.add(made)).as(made).isTrue());
    }
    assertThat(known).contains("scores");
    assertThat(graph.getNodeList().stream().map(NodeProto::getName)).doesNotHaveDuplicates();
  }

  @Test
  void normalizationIsFoldedIntoConvolutions() throws InvalidProtocolBufferException {
    var network = mobileNet();
    var weights = Weights.initial(network, 1);

    var folded = parsed(OnnxModel.trained(network, weights, Dataset.CIFAR_10));
    var plain = parsed(OnnxWriter.write(network, weights, ModelDescription.untrained(network)));

    assertThat(operators(folded)).doesNotContainKey("BatchNormalization");
    assertThat(operators(plain).get("BatchNormalization"))
        .isEqualTo(operators(plain).get("Conv"))
        .isEqualTo(operators(folded).get("Conv"));
  }

  @Test
  void equalNetworksWeightsAndSeedsGiveEqualBytes() {
    assertThat(OnnxModel.untrained(mobileNet(), 1))
        .isEqualTo(OnnxModel.untrained(mobileNet(), 1))
        .isNotEqualTo(OnnxModel.untrained(mobileNet(), 2));
  }

  @Test
  void weightsAreStoredInTheirOwnOrderLittleEndian() throws InvalidProtocolBufferException {
    var network = linear("classifier");
    var weights =
        new Weights(
            Map.of(
                "classifier.weight", new float[] {1, 2, 3, 4, 5, 6},
                "classifier.bias", new float[] {7, 8}));

    var graph =
        parsed(OnnxWriter.write(network, weights, ModelDescription.untrained(network))).getGraph();

    var tensor = graph.getInitializer(0);
    assertThat(tensor.getName()).isEqualTo("classifier.weight");
    assertThat(tensor.getDimsList()).containsExactly(2L, 3L);
    var numbers = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    assertThat(numbers.asFloatBuffer().get(5)).isEqualTo(6f);
  }

  @Test
  void operatorsAreThoseOfOperatorSet17() throws InvalidProtocolBufferException {
    var model = parsed(OnnxModel.untrained(mobileNet(), 1));

    assertThat(model.getOpsetImportList())
        .singleElement()
        .satisfies(set -> {
          assertThat(set.getDomain()).isEmpty();
          assertThat(set.getVersion()).isEqualTo(17);
        });
    assertThat(model.getIrVersion()).isEqualTo(8);
  }

  @Test
  void producerIsArchwayInTheVersionOfItsBuild() throws InvalidProtocolBufferException {
    var model = parsed(OnnxModel.untrained(mobileNet(), 1));

    assertThat(model.getProducerName()).isEqualTo("archway");
    assertThat(model.getProducerVersion()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
  }

  @Test
  void untrainedModelSaysSoAndClaimsNoDataSet() throws InvalidProtocolBufferException {
    assertThat(metadata(OnnxModel.untrained(mobileNet(), 1)))
        .containsEntry("archway.weights", "initial")
        .containsEntry("archway.network", NetworkHash.of(mobileNet()).hex())
        .doesNotContainKeys("archway.dataset", "archway.classes", "archway.input.mean");
  }

  @Test
  void trainedModelSaysWhatItWasTrainedOn() throws InvalidProtocolBufferException {
    var network = mobileNet();

    assertThat(metadata(OnnxModel.trained(network, Weights.initial(network, 1), Dataset.CIFAR_10)))
        .containsEntry("archway.dataset", "cifar-10")
        .containsEntry("archway.output", "logits")
        .containsEntry("archway.input.range", ModelDescription.RANGE);
  }

  @Test
  void refusesADataSetThatTheNetworkCannotRead() {
    var network = linear("classifier");

    assertThatThrownBy(() -> ModelDescription.trained(network, Dataset.CIFAR_10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3x32x32 in 10 classes")
        .hasMessageContaining("3x1x1 and tells 2 apart");
  }

  @Test
  void refusesWeightsThatLackATensorAndNamesIt() {
    var network = linear("classifier");

    assertThatThrownBy(() ->
            OnnxWriter.write(network, new Weights(Map.of()), ModelDescription.untrained(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("classifier.weight");
  }

  private static Network mobileNet() {
    return MobileNetV2.cifar(0.25).expand(CIFAR_IMAGE, 10);
  }

  private static Network linear(String name) {
    var builder = new NetworkBuilder("linear", new FeatureShape(3, 1, 1), 2);
    return builder.build(builder.add(name, new Layer.Linear(2), Network.INPUT));
  }

  private static ModelProto parsed(byte[] model) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(model);
  }

  private static Map<String, Long> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream()
        .collect(Collectors.groupingBy(NodeProto::getOpType, Collectors.counting()));
  }

  private static Map<String, String> metadata(byte[] model) throws InvalidProtocolBufferException {
    return parsed(model).getMetadataPropsList().stream()
        .collect(Collectors.toMap(e -> e.getKey(), e -> e.getValue()));
  }
}
