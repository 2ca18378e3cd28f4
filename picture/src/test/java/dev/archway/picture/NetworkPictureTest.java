package dev.archway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.zoo.NasNetA;
import dev.archway.core.zoo.Zoo;
import org.junit.jupiter.api.Test;

final class NetworkPictureTest {
  private static final FeatureShape IMAGE = new FeatureShape(3, 8, 8);
  private static final Layer RELU = new Layer.Activation(Layer.Activation.Function.RELU);

  @Test
  void namesEveryNodeAndShapeOfEveryKnownNetwork() {
    for (var known : Zoo.known()) {
      for (var form : known.forms()) {
        var architecture = Zoo.named(known.name(), 1, form.image()).orElseThrow();
        var network = architecture.expand(form.image(), form.classes()).forInference();

        var picture = ReadPicture.of(NetworkPicture.svg(network));

        var told = String.join("\n", picture.tooltips());
        assertThat(network.nodes())
            .allSatisfy(n ->
                assertThat(told)
                    .containsPattern(
                        "(?m)^%s: .* -> %s$"
                            .formatted(n.name(), ShapeText.of(network.shape(n.name())))));
        assertThat(picture.title()).isEqualTo(network.name());
      }
    }
  }

  @Test
  void drawsAConvolutionWithItsNormalizationAndActivationAsOneBox() {
    var builder = new NetworkBuilder("chain", IMAGE, 4);
    var last =
        builder.convolutionBnActivation(
            "stem",
            Layer.Convolution.square(16, 3, 2),
            Layer.Activation.Function.HARD_SWISH,
            Network.INPUT);

    var picture = ReadPicture.of(NetworkPicture.svg(scored(builder, last)));

    assertThat(picture.words())
        .containsExactly(
            "image",
            "8x8x3",
            "stem",
            "conv 3x3 stride 2, bn, hard-swish",
            "4x4x16",
            "pool",
            "global avg",
            "1x1x16",
            "classifier",
            "linear 4",
            "1x1x4",
            "chain",
            "8x8x3 -> 4 classes, 5 layers");
  }

  @Test
  void drawsAFeatureMapThatTwoReadAsTheEndOfItsBox() {
    var builder = new NetworkBuilder("read twice", IMAGE, 4);
    var convolved =
        builder.convolutionBn("conv", Layer.Convolution.square(16, 3, 1), Network.INPUT);
    var activated = builder.add("act", RELU, convolved);
    var last = builder.add("add", new Layer.Add(), convolved, activated);

    var words = ReadPicture.of(NetworkPicture.svg(scored(builder, last))).words();

    assertThat(words).contains("conv 3x3, bn", "relu", "add");
  }

  @Test
  void drawsReluAndASeparableConvolutionAsOneBox() {
    var builder = new NetworkBuilder("separable", IMAGE, 4);
    var last = builder.add("op.relu", RELU, Network.INPUT);
    last = builder.add("op.depthwise", Layer.Convolution.depthwise(3, 5, 2), last);
    last = builder.convolutionBn("op", Layer.Convolution.pointwise(16), last);
    last = builder.add("next.relu", RELU, last);
    last = builder.convolutionBn("next", Layer.Convolution.pointwise(16), last);

    var words = ReadPicture.of(NetworkPicture.svg(scored(builder, last))).words();

    assertThat(words)
        .containsSequence("op", "relu, depthwise 5x5 stride 2,", "conv 1x1, bn", "4x4x16")
        .containsSequence("next", "relu, conv 1x1, bn", "4x4x16");
  }

  @Test
  void leavesOutWhatOnlyTrainingNeeds() {
    var network = NasNetA.cifar().expand(new FeatureShape(3, 32, 32), 10);

    var picture = ReadPicture.of(NetworkPicture.svg(network));

    assertThat(network.auxiliary()).isNotEmpty();
    assertThat(String.join("\n", picture.tooltips())).doesNotContain("auxiliary", "drop");
  }

  @Test
  void namesEveryKindOfLayer() {
    var builder = new NetworkBuilder("kinds", IMAGE, 4);
    var last =
        builder.add("grouped", new Layer.Convolution(8, 1, 3, 1, 2, 4, true), pointwise(builder));
    last = builder.add("gate", squeezeExcite(), last);
    last = builder.add("max", new Layer.Pooling(Layer.Pooling.Kind.MAXIMUM, 3, 2), last);
    last = builder.add("avg", new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 1), last);
    var part = builder.add("part", new Layer.ChannelSplit(0, 4), last);
    last = builder.add("all", new Layer.Concatenate(), last, part);
    last = builder.add("shuffled", new Layer.ChannelShuffle(3), last);

    var words = ReadPicture.of(NetworkPicture.svg(scored(builder, last))).words();

    assertThat(words)
        .contains(
            "conv 1x3 dilation 2 groups 4",
            "squeeze-excite 2",
            "max 3x3 stride 2",
            "avg 3x3",
            "channels 0..4",
            "concat",
            "shuffle, 3 groups");
  }

  private static String pointwise(NetworkBuilder builder) {
    var conv = builder.add("pointwise", Layer.Convolution.pointwise(8), Network.INPUT);
    return builder.add("flat", new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 1, 1), conv);
  }

  private static Layer squeezeExcite() {
    return new Layer.SqueezeExcite(2, Layer.SqueezeExcite.Gate.SIGMOID);
  }

  private static Network scored(NetworkBuilder builder, String last) {
    var pooled = builder.add("pool", new Layer.GlobalAveragePooling(), last);
    return builder.build(builder.add("classifier", new Layer.Linear(4), pooled));
  }
}
