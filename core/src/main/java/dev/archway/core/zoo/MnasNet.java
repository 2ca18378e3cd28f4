package dev.archway.core.zoo;

import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.architecture.StagedText;

/// The networks that MnasNet's search found (Tan et al. 2019, section 5), in the text form of its
/// published code.
public final class MnasNet {
  /// The names under which experiments ask for them.
  public static final String A1_NAME = "mnasnet-a1";

  public static final String B1_NAME = "mnasnet-b1";
  public static final String SMALL_NAME = "mnasnet-small";

  private MnasNet() {}

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

  /// MnasNet-small, found for 22 ms (table 4).
  public static StagedArchitecture small() {
    return StagedText.parse(
        SMALL_NAME + "-x1.0",
        """
        stem_s22_o8
        r1_k3_s11_e1_i8_o8
        r1_k3_s22_e3_i8_o16
        r2_k3_s22_e6_i16_o16
        r4_k5_s22_e6_i16_o32_se0.25
        r3_k3_s11_e6_i32_o32_se0.25
        r3_k5_s22_e6_i32_o88_se0.25
        r1_k3_s11_e6_i88_o144
        head_o1280_d0.2 relu
        """);
  }
}
