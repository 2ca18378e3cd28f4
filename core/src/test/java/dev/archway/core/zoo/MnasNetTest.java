package dev.archway.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tan et al. 2019, tables 1 and 4. Batch normalization's scale and shift are counted, for 1,000
/// classes.
final class MnasNetTest {

  @Test
  void a1HasThePublishedSize() {
    assertSize(MnasNet.a1(), 3.9, 312);
  }

  /// torchvision's `mnasnet1_0`: 4,383,312 trained numbers and 0.314 billion multiply-adds (tables
  /// elsewhere repeat 315M).
  @Test
  void b1HasThePublishedSize() {
    assertSize(MnasNet.b1(), 4.4, 314);
    assertThat(costs(MnasNet.b1()).parameters()).isEqualTo(4_383_312);
  }

  @Test
  void smallHasThePublishedSize() {
    assertSize(MnasNet.small(), 2.0, 68);
  }

  /// torchvision's `mnasnet0_5`, `mnasnet0_75` and `mnasnet1_3`, which are B1 at these widths: the
  /// head keeps its 1280 filters.
  @ParameterizedTest
  @CsvSource({"0.5, 2218512", "0.75, 3170208", "1.3, 6282256"})
  void otherWidthsHaveThePublishedSizes(double width, long parameters) {
    assertThat(costs(MnasNet.b1(width)).parameters()).isEqualTo(parameters);
    assertThat(MnasNet.a1(width).head()).isEqualTo(MnasNet.a1().head());
  }

  private static void assertSize(
      StagedArchitecture architecture, double parameters, double multiplyAdds) {
    var costs = costs(architecture);

    assertThat(costs.parameters() / 1e6).isEqualTo(parameters, offset(0.05));
    assertThat(costs.multiplyAdds() / 1e6).isEqualTo(multiplyAdds, offset(0.5));
  }

  private static Costs costs(StagedArchitecture architecture) {
    return Costs.of(architecture.expand(new FeatureShape(3, 224, 224), 1000));
  }
}
