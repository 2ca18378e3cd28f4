package dev.archway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.architecture.StagedText;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Node;
import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.MnasNet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StagedPictureTest {
  private static final FeatureShape IMAGE = new FeatureShape(3, 224, 224);

  @Test
  void showsMnasNetA1AsFigure7() {
    var picture = ReadPicture.of(StagedPicture.svg(MnasNet.a1(), IMAGE, 1000));

    assertThat(strong(picture))
        .containsExactly(
            "image",
            "Conv 3x3",
            "SepConv 3x3",
            "MBConv6 3x3",
            "MBConv3 5x5, SE",
            "MBConv6 3x3",
            "MBConv6 3x3, SE",
            "MBConv6 5x5, SE",
            "MBConv6 3x3",
            "Conv 1x1",
            "Pooling, FC",
            "1000 classes");
    assertThat(picture.words().stream().filter(w -> w.matches("\\d+x\\d+x\\d+")))
        .containsExactly(
            "224x224x3",
            "112x112x32",
            "112x112x16",
            "56x56x24",
            "28x28x40",
            "14x14x80",
            "14x14x112",
            "7x7x160",
            "7x7x320",
            "7x7x1280");
    assertThat(picture.words().stream().filter(w -> w.matches("x\\d+")))
        .containsExactly("x1", "x2", "x3", "x4", "x2", "x3", "x1");
  }

  private static List<String> strong(ReadPicture picture) {
    return picture.words().stream()
        .filter(w -> w.matches("(image|.*Conv|Pool|\\d+ cl).*"))
        .toList();
  }

  @Test
  void showsTheShapesThatTheNetworkHas() {
    var random = new SplittableRandom(4);
    var odd = new FeatureShape(3, 75, 47);
    for (var space : List.of(Spaces.mnasnet(), Spaces.mnasnetSmall())) {
      for (int i = 0; i < 50; i++) {
        var architecture = space.decode(space.decisions().sample(random));

        var picture = ReadPicture.of(StagedPicture.svg(architecture, odd, 10));

        for (int s = 1; s <= architecture.stages().size(); s++) {
          assertThat(picture.words()).contains(ShapeText.of(made(architecture, odd, s)));
        }
      }
    }
  }

  /// What the last node of a stage makes.
  private static FeatureShape made(StagedArchitecture architecture, FeatureShape image, int stage) {
    var network = architecture.expand(image, 10);
    return network.shape(
        network.nodes().stream()
            .map(Node::name)
            .filter(n -> n.startsWith("stage" + stage + "."))
            .reduce((_, last) -> last)
            .orElseThrow());
  }

  @Test
  void notesStrideSqueezeExciteAndSkip() {
    var architecture =
        StagedText.parse(
            "own",
            """
            stem_s11_o8 r1_k3_s22_conv_i8_o8 r1_k5_s11_dconv_i8_o8
            r1_k3_s22_e3_i8_o16_se0.5_poolskip r2_k3_s11_e1_i16_o16_noskip head_o32_d0.0 relu
            """);

    var picture = ReadPicture.of(StagedPicture.svg(architecture, new FeatureShape(3, 8, 8), 4));

    assertThat(picture.tooltips())
        .containsExactly(
            "image",
            "Conv 3x3",
            // The identity is not added where the stride changes the shape.
            "Conv 3x3, stride 2, no skip",
            "SepConv 5x5, identity skip",
            "MBConv3 3x3, SE, stride 2, SE ratio 0.5, pooled skip",
            "2 layers of SepConv 3x3, no skip",
            "Conv 1x1",
            "Pooling, FC");
    assertThat(picture.description())
        .startsWith("From image to 4 classes")
        .contains("2 layers of SepConv 3x3, no skip: 2x2x16;");
  }
}
