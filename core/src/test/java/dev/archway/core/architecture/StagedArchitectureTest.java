package dev.archway.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StagedArchitectureTest {
  private static final FeatureShape IMAGE = new FeatureShape(3, 32, 32);
  private static final StageOperator REGULAR = new StageOperator.Regular();
  private static final StageOperator SEPARABLE = new StageOperator.Separable();

  @Test
  void theFirstLayerOfAStageTakesTheStride() {
    var network = expand(new Stage(REGULAR, 3, 2, 0, SkipOperator.NONE, 24, 3));

    assertThat(network.shape("stage1.layer1.act")).isEqualTo(new FeatureShape(24, 16, 16));
    assertThat(network.shape("stage1.layer3.act")).isEqualTo(new FeatureShape(24, 16, 16));
  }

  @Test
  void anInvertedResidualExpandsFiltersAndProjectsWithoutActivation() {
    var network = expand(new Stage(mbconv(6), 5, 1, 0, SkipOperator.NONE, 24, 1));

    assertThat(network.shape("stage1.layer1.expand.act")).isEqualTo(new FeatureShape(96, 32, 32));
    assertThat(layer(network, "stage1.layer1.depthwise.conv"))
        .isEqualTo(Layer.Convolution.depthwise(96, 5, 1));
    assertThat(layer(network, "stage1.layer1.project.conv"))
        .isEqualTo(Layer.Convolution.pointwise(24));
    assertThat(network.nodes().stream().map(Node::name))
        .doesNotContain("stage1.layer1.project.act");
  }

  @Test
  void anExpansionOfOneNeedsNoConvolution() {
    var network = expand(new Stage(mbconv(1), 3, 1, 0, SkipOperator.NONE, 24, 1));

    assertThat(network.nodes().stream().map(Node::name))
        .doesNotContain("stage1.layer1.expand.conv")
        .contains("stage1.layer1.depthwise.conv");
  }

  @Test
  void aSeparableConvolutionIsDepthwiseThenPointwise() {
    var network = expand(new Stage(SEPARABLE, 3, 2, 0, SkipOperator.NONE, 24, 1));

    assertThat(layer(network, "stage1.layer1.depthwise.conv"))
        .isEqualTo(Layer.Convolution.depthwise(16, 3, 2));
    assertThat(network.shape("stage1.layer1.project.bn")).isEqualTo(new FeatureShape(24, 16, 16));
  }

  /// As MnasNet's published code counts it, not as a share of the expanded channels.
  @Test
  void squeezeExciteIsAShareOfTheLayersInput() {
    var network = expand(new Stage(mbconv(6), 3, 1, 0.25, SkipOperator.NONE, 24, 1));

    assertThat(layer(network, "stage1.layer1.se"))
        .isEqualTo(new Layer.SqueezeExcite(4, Layer.SqueezeExcite.Gate.SIGMOID));
    assertThat(network.shape("stage1.layer1.se").channels()).isEqualTo(96);
  }

  @Test
  void identityIsAddedWhereShapesAgreeAndNowhereElse() {
    var network = expand(new Stage(REGULAR, 3, 2, 0, SkipOperator.IDENTITY, 24, 2));

    assertThat(network.nodes().stream().map(Node::name))
        .doesNotContain("stage1.layer1.add")
        .contains("stage1.layer2.add");
  }

  @Test
  void poolingSkipsEveryLayerAndFitsChannelsWhereItMust() {
    var network = expand(new Stage(REGULAR, 3, 2, 0, SkipOperator.POOL, 24, 2));

    assertThat(layer(network, "stage1.layer1.skip.pool"))
        .isEqualTo(new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 2));
    assertThat(network.nodes().stream().map(Node::name))
        .contains("stage1.layer1.skip.conv", "stage1.layer1.add", "stage1.layer2.add")
        .doesNotContain("stage1.layer2.skip.conv");
  }

  @Test
  void dropoutStandsBeforeTheClassifierIfTheHeadHasIt() {
    var stage = new Stage(REGULAR, 3, 1, 0, SkipOperator.NONE, 24, 1);

    assertThat(layer(expand(0.2, stage), "dropout")).isEqualTo(new Layer.Dropout(0.2));
    assertThat(expand(0, stage).nodes().stream().map(Node::name)).doesNotContain("dropout");
  }

  @Test
  void textNamesEveryPropertyOfEveryStage() {
    var architecture =
        architecture(
            0,
            new Stage(mbconv(3), 5, 2, 0.25, SkipOperator.IDENTITY, 24, 2),
            new Stage(SEPARABLE, 3, 1, 0, SkipOperator.POOL, 40, 1));

    assertThat(architecture.text())
        .isEqualTo(
            "stem_s11_o16 r2_k5_s22_e3_i16_o24_se0.25 r1_k3_s11_dconv_i24_o40_poolskip"
                + " head_o64_d0.0 relu6");
  }

  @Test
  void refusesStagesThatCannotBe() {
    refused(
        "A stage's kernel is odd, but is 4.",
        () -> new Stage(REGULAR, 4, 1, 0, SkipOperator.NONE, 24, 1));
    refused(
        "A stage has stride, filters and layers of at least 1, but has 1, 24 and 0.",
        () -> new Stage(REGULAR, 3, 1, 0, SkipOperator.NONE, 24, 0));
    refused(
        "A squeeze-excite ratio lies in 0..1, but is 1.5.",
        () -> new Stage(REGULAR, 3, 1, 1.5, SkipOperator.NONE, 24, 1));
    refused("An expansion is at least 1, but is 0.", () -> mbconv(0));
    refused("Staged architecture test has no stages.", () -> architecture(0));
  }

  @Test
  void refusesOperatorsThatAreNone() {
    for (var text : List.of("", "mbconv", "mbconv0", "mbconv100", "Conv")) {
      refused(
          "An operator is conv, dconv or mbconv with its expansion, but is '" + text + "'.",
          () -> StageOperator.parse(text));
    }
  }

  @Test
  void operatorsReadTheirOwnText() {
    for (var operator : List.of(REGULAR, SEPARABLE, mbconv(3), mbconv(12))) {
      assertThat(StageOperator.parse(operator.text())).isEqualTo(operator);
    }
  }

  private static StageOperator mbconv(int expansion) {
    return new StageOperator.InvertedResidual(expansion);
  }

  private static Network expand(Stage... stages) {
    return expand(0, stages);
  }

  private static Network expand(double dropout, Stage... stages) {
    return architecture(dropout, stages).expand(IMAGE, 10);
  }

  private static StagedArchitecture architecture(double dropout, Stage... stages) {
    return new StagedArchitecture(
        "test",
        new StagedArchitecture.Stem(16, 1),
        List.of(stages),
        new StagedArchitecture.Head(64, dropout),
        Layer.Activation.Function.RELU6);
  }

  private static Layer layer(Network network, String node) {
    return network.nodes().stream()
        .filter(n -> n.name().equals(node))
        .findFirst()
        .orElseThrow()
        .layer();
  }

  private static void refused(String message, Runnable build) {
    assertThatThrownBy(build::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
