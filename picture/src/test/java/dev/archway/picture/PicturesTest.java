package dev.archway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.architecture.ScaledArchitecture;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.MnasNet;
import dev.archway.core.zoo.NasNetA;
import dev.archway.core.zoo.ResNet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PicturesTest {
  private static final FeatureShape SMALL = new FeatureShape(3, 32, 32);

  @Test
  void drawsASampleOfEachSpaceTheSameWayTwice() {
    var random = new SplittableRandom(4);
    for (var space : Spaces.all()) {
      var architecture = space.decode(space.decisions().sample(random));

      var svg = Pictures.svg(architecture, SMALL, 10);

      assertThat(ReadPicture.of(svg).title()).endsWith(space.name());
      assertThat(Pictures.svg(architecture, SMALL, 10)).isEqualTo(svg);
    }
  }

  @Test
  void takesThePictureThatFitsTheKindOfArchitecture() {
    var resNet = ResNet.cifar(20, 1);

    assertThat(Pictures.svg(NasNetA.cifar(), SMALL, 10))
        .isEqualTo(CellPicture.svg(NasNetA.cifar()));
    assertThat(Pictures.svg(MnasNet.a1(), SMALL, 10))
        .isEqualTo(StagedPicture.svg(MnasNet.a1(), SMALL, 10));
    assertThat(Pictures.svg(resNet, SMALL, 10)).isEqualTo(NetworkPicture.svg(resNet.network()));
  }

  @Test
  void drawsAScaledNetworkAtItsResolution() {
    var scaled = new ScaledArchitecture(MnasNet.a1(), 96);

    assertThat(ReadPicture.of(Pictures.svg(scaled, SMALL, 10)).words())
        .contains("96x96x3", "48x48x32", "3x3x320");
  }

  @Test
  void holdsAnyNameAsText() {
    var name = "<script>\"a\" & 'b'</script> ]]> \u0000\u001b\ud800 \ud83d\ude00";
    var named =
        new StagedArchitecture(
            name,
            MnasNet.a1().stem(),
            MnasNet.a1().stages(),
            MnasNet.a1().head(),
            MnasNet.a1().activation());

    var picture = ReadPicture.of(Pictures.svg(named, SMALL, 10));

    // What XML cannot hold becomes the replacement character.
    var held = "<script>\"a\" & 'b'</script> ]]> \ufffd\ufffd\ufffd \ud83d\ude00";
    assertThat(picture.title()).isEqualTo(held);
    assertThat(picture.words()).contains(held);
  }
}
