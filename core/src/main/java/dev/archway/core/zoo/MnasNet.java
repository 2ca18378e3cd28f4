package dev.archway.core.zoo;

import dev.archway.core.architecture.Stage;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.architecture.StagedText;
import dev.archway.core.transformation.WidthMultiplier;

/// The networks that MnasNet's search found (Tan et al. 2019, section 5), in the text form of its
/// published code. At other widths that code multiplies every number of filters but the head's.
///
/// Departure: batch normalization has an epsilon of 1e-5 and a momentum of 0.9, as in all networks
/// here, where the code has 1e-3 and 0.99.
public final class MnasNet {
  /// The names under which experiments ask for them.
  public static final String A1_NAME = "mnasnet-a1";

  public static final String B1_NAME = "mnasnet-b1";
  public static final String SMALL_NAME = "mnasnet-small";

  private MnasNet() {}

  static StagedArchitecture a1(double width) {
    return scaled(A1_NAME, a1(), width);
  }

  static StagedArchitecture b1(double width) {
    return scaled(B1_NAME, b1(), width);
  }

  static StagedArchitecture small(double width) {
    return scaled(SMALL_NAME, small(), width);
  }

  private static StagedArchitecture scaled(
      String name, StagedArchitecture published, double width) {
    if (width == 1) {
      return published;
    }
    var stem = published.stem();
    return new StagedArchitecture(
        name + "-x" + width,
        new StagedArchitecture.Stem(WidthMultiplier.scaled(stem.filters(), width), stem.stride()),
        published.stages().stream().map(stage -> scaled(stage, width)).toList(),
        published.head(),
        published.activation());
  }

  private static Stage scaled(Stage stage, double width) {
    return new Stage(
        stage.operator(),
        stage.kernel(),
        stage.stride(),
        stage.squeezeExcite(),
        stage.skip(),
        WidthMultiplier.scaled(stage.filters(), width),
        stage.layers());
  }

  /// MnasNet-A1, with squeeze-excite (figure 7).
  public static StagedArchitecture a1() {
    return StagedText.parse(
        A1_NAME + "-x1.0",
        """
        stem_s22_o32
        r1_k3_s11_e1_i32_o16_noskip
        r2_k3_s22_e6_i16_o24
        r3_k5_s22_e3_i24_o40_se0.25
        r4_k3_s22_e6_i40_o80
        r2_k3_s11_e6_i80_o112_se0.25
        r3_k5_s22_e6_i112_o160_se0.25
        r1_k3_s11_e6_i160_o320
        head_o1280_d0.2 relu
        """);
  }

  /// MnasNet-B1, of a space without squeeze-excite.
  public static StagedArchitecture b1() {
    return StagedText.parse(
        B1_NAME + "-x1.0",
        """
        stem_s22_o32
        r1_k3_s11_e1_i32_o16_noskip
        r3_k3_s22_e3_i16_o24
        r3_k5_s22_e3_i24_o40
        r3_k5_s22_e6_i40_o80
        r2_k3_s11_e6_i80_o96
        r4_k5_s22_e6_i96_o192
        r1_k3_s11_e6_i192_o320_noskip
        head_o1280_d0.2 relu
        """);
  }

  /// MnasNet-small, found for 22 ms (table 4). Its first stage adds no identity: in the code its
  /// input is said to have 16 filters, not the stem's 8.
  public static StagedArchitecture small() {
    return StagedText.parse(
        SMALL_NAME + "-x1.0",
        """
        stem_s22_o8
        r1_k3_s11_e1_i8_o8_noskip
        r1_k3_s22_e3_i8_o16
        r2_k3_s22_e6_i16_o16
        r4_k5_s22_e6_i16_o32_se0.25
        r3_k3_s11_e6_i32_o32_se0.25
        r3_k5_s22_e6_i32_o88_se0.25
        r1_k3_s11_e6_i88_o144
        head_o1280_d0.0 relu
        """);
  }
}
