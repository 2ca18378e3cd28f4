package dev.archway.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.network.Layer;
import dev.archway.core.space.Spaces;
import dev.archway.core.space.StagedSpace;
import dev.archway.core.zoo.MnasNet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StagedTextTest {

  /// As the published code has it, which leaves stem, head and activation to the reader.
  @Test
  void readsThePublishedForm() {
    var published =
        "r1_k3_s11_e1_i32_o16_noskip, r2_k3_s22_e6_i16_o24, r3_k5_s22_e3_i24_o40_se0.25,"
            + " r4_k3_s22_e6_i40_o80, r2_k3_s11_e6_i80_o112_se0.25, r3_k5_s22_e6_i112_o160_se0.25,"
            + " r1_k3_s11_e6_i160_o320";

    assertThat(StagedText.parse("mnasnet-a1-x1.0", published)).isEqualTo(MnasNet.a1());
  }

  static List<StagedSpace> spaces() {
    return List.of(Spaces.mnasnet(), Spaces.mnasnetSmall());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spaces")
  void readsWhatItWrites(StagedSpace space) {
    var random = new SplittableRandom(8);
    for (int i = 0; i < 10_000; i++) {
      var architecture = space.decode(space.decisions().sample(random));

      assertThat(StagedText.parse(architecture.name(), architecture.text()))
          .isEqualTo(architecture);
    }
  }

  @Test
  void readsWhatThePublishedFormHasNoWordsFor() {
    var architecture =
        StagedText.parse(
            "mine", "stem_s11_o16 r1_k5_s22_conv_i16_o24_poolskip head_o64_d0.1 relu6");

    assertThat(architecture.stem()).isEqualTo(new StagedArchitecture.Stem(16, 1));
    assertThat(architecture.head()).isEqualTo(new StagedArchitecture.Head(64, 0.1));
    assertThat(architecture.activation()).isEqualTo(Layer.Activation.Function.RELU6);
    assertThat(architecture.stages())
        .containsExactly(new Stage(new StageOperator.Regular(), 5, 2, 0, SkipOperator.POOL, 24, 1));
  }

  @Test
  void refusesWithEveryFault() {
    assertThatThrownBy(() ->
            StagedText.parse(
                "mine", "r1_k4_s11_e1_i32_o16 r1_k3_s12_e1_i16_o16 r1_k3_s11_e1_i24_o8 what"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            This is no staged architecture:
            'r1_k4_s11_e1_i32_o16': A stage's kernel is odd, but is 4.
            'r1_k3_s12_e1_i16_o16': a stride is given down and across, and both are equal, as in s22, but is s12.
            'r1_k3_s11_e1_i24_o8': it reads 24 filters, but what stands before it makes 16.
            'what': a word is a stage such as r2_k3_s22_e6_i32_o16_se0.25, stem_s22_o32, head_o1280_d0.2 or one of [relu, relu6, hard_swish, sigmoid].\
            """);
    assertThatThrownBy(() -> StagedText.parse("mine", "relu"))
        .hasMessage(
            "This is no staged architecture:\nit has no stage such as r2_k3_s22_e6_i32_o16.");
  }
}
