package dev.archway.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.architecture.SkipOperator;
import dev.archway.core.architecture.Stage;
import dev.archway.core.architecture.StageOperator;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.network.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StagedSpaceTest {
  private static final StageOperator REGULAR = new StageOperator.Regular();
  private static final StagedArchitecture.Stem STEM = new StagedArchitecture.Stem(16, 1);
  private static final Layer.Activation.Function RELU = Layer.Activation.Function.RELU;
  private static final StagedArchitecture.Head HEAD = new StagedArchitecture.Head(64, 0);

  @Test
  void asksWhatMnasNetAsksInThePapersOrder() {
    assertThat(Spaces.mnasnetSmall().decisions().list().subList(0, 6))
        .extracting(Decision::name)
        .containsExactly(
            "stage1.operator",
            "stage1.kernel",
            "stage1.squeezeExcite",
            "stage1.skip",
            "stage1.filters",
            "stage1.layers");
    assertThat(Spaces.mnasnetSmall().decisions().get(0).options())
        .containsExactly("conv", "dconv", "mbconv3", "mbconv6");
  }

  @Test
  void aSingleOptionAsksNothing() {
    assertThat(space(options(List.of(3), List.of(8, 16))).decisions().list())
        .extracting(Decision::name)
        .containsExactly("stage1.filters");
  }

  @Test
  void decodesTheOptionsThatWereTaken() {
    var space = space(options(List.of(3, 5), List.of(8, 16)), options(List.of(3), List.of(24)));

    assertThat(space.decode(Choices.of(1, 0)))
        .isEqualTo(architecture(STEM, stage(5, 8), stage(3, 24)));
  }

  @Test
  void refusesStagesWithoutOptionsOrWithOneTwice() {
    assertThatThrownBy(() -> space(options(List.of(), List.of(8))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Stage 1 needs different options for kernel, but has [].");
    assertThatThrownBy(
            () -> space(options(List.of(3), List.of(8)), options(List.of(3), List.of(8, 8))))
        .hasMessage("Stage 2 needs different options for filters, but has [8, 8].");
  }

  @Test
  void refusesToEncodeWhatItDoesNotOffer() {
    var space = space(options(List.of(3, 5), List.of(8, 16)));

    assertThatThrownBy(() -> space.encode(architecture(STEM, stage(7, 8))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Space test offers [3, 5] for kernel, but the architecture has 7.");
    assertThatThrownBy(() -> space.encode(architecture(STEM, stage(3, 8), stage(3, 8))))
        .hasMessage("Space test has 1 stages, but the architecture has 2.");
    assertThatThrownBy(
            () -> space.encode(architecture(new StagedArchitecture.Stem(8, 1), stage(3, 8))))
        .hasMessage(
            "Architecture 'stem_s11_o8 r1_k3_s11_conv_i8_o8_noskip head_o64_d0.0 relu' is not in"
                + " space test.");
  }

  @Test
  void refusesChoicesThatDoNotFit() {
    var space = space(options(List.of(3, 5), List.of(8, 16)));

    assertThatThrownBy(() -> space.decode(Choices.of(0)))
        .hasMessage("There are 2 decisions, but 1 choices.");
    assertThatThrownBy(() -> space.decode(Choices.of(0, 2)))
        .hasMessage("Decision stage1.filters has the options 0..1, but 2 was chosen.");
    assertThatThrownBy(() -> Choices.of(0, -1))
        .hasMessage("A choice is an index from 0, but is -1.");
  }

  private static StagedSpace space(StagedSpace.Options... stages) {
    return new StagedSpace("test", new StagedSpace.Frame(STEM, HEAD, RELU), List.of(stages));
  }

  private static StagedSpace.Options options(List<Integer> kernels, List<Integer> filters) {
    return new StagedSpace.Options(
        1,
        List.of(REGULAR),
        kernels,
        List.of(0.0),
        List.of(SkipOperator.NONE),
        filters,
        List.of(1));
  }

  private static Stage stage(int kernel, int filters) {
    return new Stage(REGULAR, kernel, 1, 0, SkipOperator.NONE, filters, 1);
  }

  private static StagedArchitecture architecture(StagedArchitecture.Stem stem, Stage... stages) {
    return new StagedArchitecture("test", stem, List.of(stages), HEAD, RELU);
  }
}
