package dev.archway.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.core.definition.InvalidDefinitionException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SpaceReaderTest {

  @Test
  void readsAStagedSpaceInWhichOneValueIsFixedAndAListIsSearched() {
    var space = SpaceReader.read(staged());

    assertThat(space.name()).isEqualTo("mine");
    assertThat(space.decisions().list())
        .extracting(Decision::name)
        .containsExactly("stage1.operator", "stage1.filters", "stage2.kernel");
    assertThat(space.decode(Choices.of(1, 0, 1)).text())
        .isEqualTo(
            "stem_s11_o16 r2_k3_s22_e6_i16_o16_se0.25 r1_k5_s11_conv_i16_o32_noskip"
                + " head_o64_d0.0 relu");
  }

  @Test
  void namesEveryFaultWithItsPath() {
    var definition = staged();
    definition.put("colour", "red");
    definition.put("stem", Map.of("filters", 0, "stride", 1));
    definition.put("head", "wide");
    var first = stage("kernel", List.of(3, 4), "filters", List.of(16, 16));
    first.remove("layers");
    definition.put("stages", List.of(first, stage("operator", "dense", "kernels", 3)));

    assertFaults(
        definition,
        "stem.filters must be a whole number in 1..8192, but is 0.",
        "head must be names with values, but is 'wide'.",
        "head.filters is missing.",
        "stages[0].kernel[1] must be an odd number in 1..31, but is 4.",
        "stages[0].filters must have different values, but is [16, 16].",
        "stages[0].layers is missing.",
        "stages[1].operator must be conv, dconv, or mbconv and its expansion, such as mbconv6, but is 'dense'.",
        "stages[1].kernels is unknown; known are stride, operator, kernel, squeezeExcite, skip,"
            + " filters, layers.",
        "colour is unknown; known are name, type, stem, head, activation, stages.");
  }

  @Test
  void refusesWhatIsNoDefinitionAtAll() {
    assertFaults("nasnet", "The definition must be names with values, but is 'nasnet'.");
    assertFaults(null, "The definition must be names with values, but is empty.");
  }

  @Test
  void judgesNoOtherFieldWhereTheTypeIsAtFault() {
    assertFaults(
        Map.of("name", List.of(), "type", "cells", "nodes", 2, "operations", "sep3x3"),
        "name must be a text of 1 to 100 characters on one line, but is [].",
        "type must be one of staged, cell, scaled, opaque, but is 'cells'.");
    assertFaults(Map.of("name", "mine", "nodes", 2), "type is missing.");
  }

  @Test
  void readsASpaceOfCells() {
    var space =
        SpaceReader.read(
            Map.of(
                "name",
                "cells",
                "type",
                "cell",
                "nodes",
                2,
                "operations",
                List.of("sep3x3", "max3x3", "identity"),
                "combinations",
                "add",
                "filters",
                8,
                "repeats",
                1));

    assertThat(space.decisions().encodings())
        .isEqualTo(BigInteger.valueOf(2 * 2 * 9).multiply(BigInteger.valueOf(3 * 3 * 9)).pow(2));
  }

  @Test
  void readsAScaledSpace() {
    var space =
        SpaceReader.read(
            Map.of(
                "name", "widths",
                "type", "scaled",
                "network", "mobilenet-v2",
                "widths", List.of(0.5, 1),
                "resolutions", List.of(128, 224)));

    assertThat(space.decode(Choices.of(0, 1)).text()).endsWith("@224");
    assertThat(space.encode(space.decode(Choices.of(1, 0)))).isEqualTo(Choices.of(1, 0));
  }

  @Test
  void readsAnOpaqueSpaceWithConditions() {
    var space =
        SpaceReader.read(
            Map.of(
                "name",
                "mine",
                "type",
                "opaque",
                "decisions",
                List.of(
                    Map.of("name", "optimizer", "options", List.of("sgd", "adam")),
                    Map.of(
                        "name",
                        "momentum",
                        "options",
                        List.of(0.5, 0.9),
                        "when",
                        "optimizer",
                        "is",
                        "sgd"))));

    assertThat(space.decode(Choices.of(0, 1)).text()).isEqualTo("optimizer=sgd momentum=0.9");
    assertThat(space.decode(Choices.of(1, 1)).text()).isEqualTo("optimizer=adam");
    assertThat(space.encode(space.decode(Choices.of(1, 1)))).isEqualTo(Choices.of(1, 0));
  }

  @Test
  void optionsDifferByWhatTheyAreReadAsNotByHowTheyAreWritten() {
    assertFaults(
        opaque(List.of(1, "1", 2)),
        "decisions[0].options must have different values, but is [1, 1, 2].");
    assertFaults(
        Map.of(
            "name", "widths",
            "type", "scaled",
            "network", "mobilenet-v2",
            "widths", List.of(1, 1.0),
            "resolutions", 128),
        "widths must have different values, but is [1, 1.0].");
  }

  @Test
  void severalFaultyOptionsAreNotTakenForEqualOnes() {
    assertFaults(
        opaque(List.of(List.of(1), List.of(2))),
        "decisions[0].options[0] must be a text, a number or a flag, but is [1].",
        "decisions[0].options[1] must be a text, a number or a flag, but is [2].");
  }

  private static Map<String, Object> opaque(List<?> options) {
    return Map.of(
        "name",
        "mine",
        "type",
        "opaque",
        "decisions",
        List.of(Map.of("name", "optimizer", "options", options)));
  }

  private static void assertFaults(@Nullable Object tree, String... faults) {
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() -> SpaceReader.read(tree))
        .satisfies(e -> assertThat(e.faults()).containsExactly(faults));
  }

  private static Map<String, Object> staged() {
    var definition = new HashMap<String, Object>();
    definition.put("name", "mine");
    definition.put("type", "staged");
    definition.put("stem", Map.of("filters", 16, "stride", 1));
    definition.put("head", Map.of("filters", 64));
    definition.put(
        "stages",
        new ArrayList<>(
            List.of(
                stage(
                    "stride",
                    2,
                    "operator",
                    List.of("mbconv3", "mbconv6"),
                    "squeezeExcite",
                    0.25,
                    "filters",
                    List.of(16, 24),
                    "layers",
                    2),
                stage("kernel", List.of(3, 5), "skip", "none"))));
    return definition;
  }

  /// A stage with some fields changed or added.
  private static Map<String, Object> stage(Object... changes) {
    var stage =
        new HashMap<String, Object>(
            Map.of("stride", 1, "operator", "conv", "kernel", 3, "filters", 32, "layers", 1));
    for (int i = 0; i < changes.length; i += 2) {
      stage.put((String) changes[i], changes[i + 1]);
    }
    return stage;
  }
}
