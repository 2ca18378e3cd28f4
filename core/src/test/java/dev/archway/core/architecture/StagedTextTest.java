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
  void readsSmallRatiosThatItWrites() {
    var architecture =
        new StagedArchitecture(
            "mine",
            new StagedArchitecture.Stem(16, 1),
            List.of(
                new Stage(new StageOperator.Regular(), 3, 1, 0.0005, SkipOperator.IDENTITY, 16, 1)),
            new StagedArchitecture.Head(64, 0.0001),
            Layer.Activation.Function.RELU);

    assertThat(architecture.text()).doesNotContain("E-");
    assertThat(StagedText.parse("mine", architecture.text())).isEqualTo(architecture);
  }

  @Test
  void aPartStandsOnceAndTheStemFirst() {
    refused(
        "stem_s11_o16 stem_s22_o16 r1_k3_s11_e1_i16_o16 head_o64 head_o32 relu relu6",
        "'stem_s22_o16': it is a second stem, but one is all there is.",
        "'head_o32': it is a second head, but one is all there is.",
        "'relu6': it is a second activation, but one is all there is.");
    refused(
        "r1_k3_s11_e1_i16_o16 stem_s11_o16", "'stem_s11_o16': a stem stands before all stages.");
  }

  @Test
  void refusesNumbersThatNoStageHas() {
    refused(
        "r1_k3_s11_e1_i99999999999_o16",
        "'r1_k3_s11_e1_i99999999999_o16': i must be a whole number in 1..8192, but is 99999999999.");
    refused(
        "r101_k3_s11_e1_i16_o16 r1_k33_s11_e1_i16_o16 r1_k3_s55_e1_i16_o16 r1_k3_s11_e0_i16_o16"
            + " r1_k3_s11_e1_i16_o16_se0.2.5 head_o8193",
        "'r101_k3_s11_e1_i16_o16': r must be a whole number in 1..100, but is 101.",
        "'r1_k33_s11_e1_i16_o16': k must be a whole number in 1..31, but is 33.",
        "'r1_k3_s55_e1_i16_o16': s must be a whole number in 1..4, but is 5.",
        "'r1_k3_s11_e0_i16_o16': e must be a whole number in 1..99, but is 0.",
        "'r1_k3_s11_e1_i16_o16_se0.2.5': a ratio is written as 0.25, but is 0.2.5.",
        "'head_o8193': o must be a whole number in 1..8192, but is 8193.");
  }

  private static void refused(String text, String... faults) {
    assertThatThrownBy(() -> StagedText.parse("mine", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("This is no staged architecture:\n" + String.join("\n", faults));
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
