package dev.archway.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkTest {
  private static final FeatureShape IMAGE = new FeatureShape(3, 8, 8);
  private static final Node POOL = node("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
  private static final Node SCORES = node("scores", new Layer.Linear(10), "pool");

  @Test
  void knowsTheShapeOfEveryNodeInOrder() {
    var network = network(List.of(POOL, SCORES), "scores");

    assertThat(network.shapes().keySet()).containsExactly(Network.INPUT, "pool", "scores");
    assertThat(network.shape("pool")).isEqualTo(new FeatureShape(3, 1, 1));
    assertThat(network.inputShape(POOL)).isEqualTo(IMAGE);
  }

  @Test
  void refusesToReadWhatIsNoNode() {
    refused(
        "Node scores reads 'pol', which no node is named.",
        List.of(POOL, node("scores", new Layer.Linear(10), "pol")),
        "scores");
  }

  @Test
  void refusesNodesThatAreNotInTopologicalOrder() {
    refused(
        "Node scores reads 'pool', which is listed after it: nodes come in topological order.",
        List.of(SCORES, POOL),
        "scores");
  }

  @Test
  void refusesACycle() {
    refused(
        "Node a reads 'b', which reads a in turn: a network has no cycles.",
        List.of(
            node("a", new Layer.Add(), Network.INPUT, "b"), node("b", new Layer.Dropout(0.1), "a")),
        "b");
  }

  @Test
  void refusesANodeThatTakesTheNameOfASqueezeExcitesTensor() {
    refused(
        "Node gate.reduce has the name of a part of gate.",
        List.of(
            node(
                "gate",
                new Layer.SqueezeExcite(1, Layer.SqueezeExcite.Gate.SIGMOID),
                Network.INPUT),
            node("gate.reduce", Layer.Convolution.pointwise(3), "gate"),
            node("pool", new Layer.GlobalAveragePooling(), "gate.reduce"),
            SCORES),
        "scores");
  }

  @Test
  void takesOtherImagesAndClasses() {
    var nodes =
        List.of(
            node("conv", Layer.Convolution.square(4, 3, 2), Network.INPUT),
            node("pool", new Layer.GlobalAveragePooling(), "conv"),
            node("hidden", new Layer.Linear(10), "pool"),
            node("scores", new Layer.Linear(10), "hidden"));

    var other = network(nodes, "scores").forImages(new FeatureShape(3, 32, 24), 100);

    assertThat(other.shape("conv")).isEqualTo(new FeatureShape(4, 16, 12));
    assertThat(other.shape("hidden")).isEqualTo(new FeatureShape(10, 1, 1));
    assertThat(other.shape("scores")).isEqualTo(new FeatureShape(100, 1, 1));
  }

  @Test
  void refusesOtherClassesWithoutALinearLayerToGiveThem() {
    var network =
        new Network(
            "n",
            IMAGE,
            10,
            List.of(
                node("conv", Layer.Convolution.pointwise(10), Network.INPUT),
                node("pool", new Layer.GlobalAveragePooling(), "conv")),
            "pool",
            List.of());

    assertThatThrownBy(() -> network.forImages(IMAGE, 100))
        .hasMessage("Output 'pool' must give one score for each of 100 classes, but is 10x1x1.");
  }

  @Test
  void refusesTwoNodesOfOneName() {
    refused("Two nodes are named 'pool'.", List.of(POOL, POOL, SCORES), "scores");
  }

  @Test
  void refusesANodeThatTakesTheNameOfTheImage() {
    refused(
        "Two nodes are named 'input'.",
        List.of(node(Network.INPUT, new Layer.Dropout(0.1), Network.INPUT), POOL, SCORES),
        "scores");
  }

  @Test
  void refusesAnOutputThatIsNoNode() {
    refused(
        "Output 'logits' must give one score for each of 10 classes, but is no node.",
        List.of(POOL, SCORES),
        "logits");
  }

  @Test
  void refusesAnOutputWithoutOneScoreAClass() {
    refused(
        "Output 'pool' must give one score for each of 10 classes, but is 3x1x1.",
        List.of(POOL, SCORES),
        "pool");
  }

  @Test
  void refusesAnAuxiliaryOutputWithoutOneScoreAClass() {
    assertThatThrownBy(() ->
            new Network("n", IMAGE, 10, List.of(POOL, SCORES), "scores", List.of("scores", "pool")))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("Output 'pool' must give one score for each of 10 classes, but is 3x1x1.");
  }

  @Test
  void refusesANodeThatReadsNothingOrHasANameThatFilesCannotHold() {
    assertThatThrownBy(() -> new Node("lonely", new Layer.Add(), List.of()))
        .hasMessage("Node lonely reads nothing.");
    assertThatThrownBy(() -> node("a/b", new Layer.Add(), Network.INPUT))
        .hasMessage("A node's name is made of letters, digits, '_', '.' and '-', but is 'a/b'.");
  }

  @Test
  void refusesToTellTheShapeOfAStranger() {
    assertThatThrownBy(() -> network(List.of(POOL, SCORES), "scores").shape("head"))
        .hasMessage("Network n has no node 'head'.");
  }

  @Test
  void inferenceDropsDropoutAndDropPathAndReadsAroundThem() {
    var network =
        network(
            List.of(
                node("path", new Layer.DropPath(0.5), Network.INPUT),
                node("again", new Layer.Dropout(0.5), "path"),
                node("sum", new Layer.Add(), Network.INPUT, "again"),
                node("pool", new Layer.GlobalAveragePooling(), "sum"),
                SCORES),
            "scores");

    assertThat(network.forInference().nodes())
        .containsExactly(
            node("sum", new Layer.Add(), Network.INPUT, Network.INPUT),
            node("pool", new Layer.GlobalAveragePooling(), "sum"),
            SCORES);
  }

  @Test
  void inferenceDropsAuxiliaryOutputsAndWhatOnlyTheyRead() {
    var network =
        new Network(
            "n",
            IMAGE,
            10,
            List.of(
                node("side", Layer.Convolution.pointwise(4), Network.INPUT),
                node("sidePool", new Layer.GlobalAveragePooling(), "side"),
                node("sideScores", new Layer.Linear(10), "sidePool"),
                POOL,
                SCORES),
            "scores",
            List.of("sideScores"));

    assertThat(network.forInference()).isEqualTo(network(List.of(POOL, SCORES), "scores"));
  }

  @Test
  void inferenceMovesTheOutputBeforeALastDropout() {
    var network =
        network(List.of(POOL, SCORES, node("last", new Layer.Dropout(0.1), "scores")), "last");

    assertThat(network.forInference().output()).isEqualTo("scores");
  }

  @Test
  void inferenceOfInferenceIsItself() {
    var inference =
        network(List.of(POOL, node("d", new Layer.Dropout(0.1), "pool"), scoresOf("d")), "scores")
            .forInference();

    assertThat(inference.forInference()).isEqualTo(inference);
  }

  @Test
  void keepsItsNodesWhateverHappensToTheListItWasGiven() {
    var nodes = new java.util.ArrayList<>(List.of(POOL, SCORES));
    var network = network(nodes, "scores");
    nodes.clear();

    assertThat(network.nodes()).containsExactly(POOL, SCORES);
    assertThatThrownBy(() -> network.shapes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void differsFromANetworkOfAnotherNameInputNodeOrOutput() {
    var network = network(List.of(POOL, SCORES), "scores");

    assertThat(network)
        .isEqualTo(network(List.of(POOL, SCORES), "scores"))
        .hasSameHashCodeAs(network(List.of(POOL, SCORES), "scores"))
        .isNotEqualTo(new Network("m", IMAGE, 10, network.nodes(), "scores", List.of()))
        .isNotEqualTo(
            new Network("n", new FeatureShape(3, 9, 8), 10, network.nodes(), "scores", List.of()))
        .isNotEqualTo(new Network("n", IMAGE, 10, network.nodes(), "scores", List.of("scores")))
        .hasToString("n (3x8x8 -> 10, 2 nodes)");
  }

  @Test
  void aBuilderRefusesToReadAheadAndToUseANameTwice() {
    var builder = new NetworkBuilder("n", IMAGE, 10);
    assertThatThrownBy(() -> builder.add("a", new Layer.Add(), Network.INPUT, "b"))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("No earlier node is named 'b'.");

    builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
    assertThatThrownBy(() -> builder.add("pool", new Layer.GlobalAveragePooling(), "pool"))
        .hasMessage("Two nodes are named 'pool'.");
  }

  @Test
  void aBuilderLeavesOutWhatNoOutputNeeds() {
    var builder = new NetworkBuilder("n", IMAGE, 10);
    builder.add("unread", new Layer.Dropout(0.1), Network.INPUT);
    builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
    builder.add("side", new Layer.Linear(10), "pool");
    var network =
        builder.build(builder.add("scores", new Layer.Linear(10), "pool"), List.of("side"));

    assertThat(network)
        .isEqualTo(
            new Network(
                "n",
                IMAGE,
                10,
                List.of(POOL, node("side", new Layer.Linear(10), "pool"), SCORES),
                "scores",
                List.of("side")));
    assertThat(network.shapes().keySet()).containsExactly(Network.INPUT, "pool", "side", "scores");
  }

  private static Node scoresOf(String from) {
    return node("scores", new Layer.Linear(10), from);
  }

  private static Node node(String name, Layer layer, String... inputs) {
    return new Node(name, layer, List.of(inputs));
  }

  private static Network network(List<Node> nodes, String output) {
    return new Network("n", IMAGE, 10, nodes, output, List.of());
  }

  private static void refused(String message, List<Node> nodes, String output) {
    assertThatThrownBy(() -> network(nodes, output))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(message);
  }

  @Test
  void refusesWeightsThatNoArrayHolds() {
    var builder = new NetworkBuilder("n", new FeatureShape(4096, 8, 8), 10);

    assertThatThrownBy(
            () -> builder.add("conv", Layer.Convolution.square(4096, 15, 1), Network.INPUT))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageContaining("Node conv")
        .hasMessageContaining("its weights would be more than 2,147,483,647 numbers");
  }
}
