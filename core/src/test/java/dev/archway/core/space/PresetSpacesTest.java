package dev.archway.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.architecture.CellOperation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The sizes of the papers' spaces.
final class PresetSpacesTest {

  /// Five decisions for each of five nodes of two cells (Zoph et al. 2018, section 3.1); 13
  /// operations; the product over the nodes is 2.29e18 a cell.
  @Test
  void nasnetHasFiftyDecisionsAnd5e36Encodings() {
    var decisions = Spaces.nasnet().decisions();

    assertThat(decisions.size()).isEqualTo(50);
    assertThat(decisions.get(2).options()).hasSize(13);
    assertThat(rounded(decisions.encodings())).isEqualTo("5.2E+36");
    assertThat(decisions.encodings())
        .isEqualTo(
            IntStream.rangeClosed(1, 5)
                .mapToObj(b -> BigInteger.valueOf((b + 1L) * (b + 1) * 13 * 13 * 2))
                .reduce(BigInteger.ONE, BigInteger::multiply)
                .pow(2));
  }

  @Test
  void nasnetAsksInThePapersOrder() {
    assertThat(Spaces.nasnet().decisions().list().subList(0, 5))
        .extracting(Decision::name)
        .containsExactly(
            "normal.node0.firstInput",
            "normal.node0.secondInput",
            "normal.node0.firstOperation",
            "normal.node0.secondOperation",
            "normal.node0.combination");
  }

  /// Two inputs and two operations for each of five nodes of two cells (Pham et al. 2018, section
  /// 2.3): `(5 x 6!)^4` for five nodes.
  @Test
  void enasAsksForTwoInputsAndTwoOperationsANode() {
    var decisions = Spaces.enas().decisions();

    assertThat(decisions.size()).isEqualTo(40);
    assertThat(Spaces.enas().options().operations()).isEqualTo(CellOperation.ENAS);
    assertThat(decisions.encodings())
        .isEqualTo(BigInteger.valueOf(5).pow(5).multiply(BigInteger.valueOf(720)).pow(4));
  }

  /// Tan et al. 2019, section 4.1: 432 sub-spaces a block; figure 4 has seven blocks.
  @Test
  void mnasnetHas432EncodingsABlockAndSevenBlocks() {
    var decisions = Spaces.mnasnet().decisions();
    int block =
        decisions.list().subList(0, 6).stream()
            .mapToInt(d -> d.options().size())
            .reduce(1, Math::multiplyExact);

    assertThat(block).isEqualTo(432);
    assertThat(decisions.size()).isEqualTo(7 * 6);
    assertThat(decisions.encodings()).isEqualTo(BigInteger.valueOf(432).pow(7));
    assertThat(rounded(decisions.encodings())).isEqualTo("2.8E+18");
  }

  private static String rounded(BigInteger number) {
    return new BigDecimal(number).round(new MathContext(2)).toString();
  }
}
