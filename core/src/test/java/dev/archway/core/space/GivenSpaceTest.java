package dev.archway.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.core.definition.InvalidDefinitionException;
import dev.archway.core.zoo.GivenNetwork;
import dev.archway.core.zoo.MnasNet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GivenSpaceTest {

  @Test
  void aNameIsThePreset() {
    assertThat(GivenSpace.of("nasnet-small").networks())
        .isSameAs(Spaces.named("nasnet-small").orElseThrow());
  }

  @Test
  void aDefinitionIsTheSpaceThatItDefines() {
    var given = own(Optional.of(GivenNetwork.of("mobilenet-v2")), scaled());

    assertThat(given.networks().name()).isEqualTo("mine");
    assertThat(given.networks().decode(Choices.of(1)).text())
        .startsWith("stem_s11_o32 r1")
        .endsWith("@32");
  }

  @Test
  void aScaledSpaceIsOneOfAnyNetwork() {
    var ownNetwork = GivenNetwork.of(MnasNet.a1());

    assertThat(own(Optional.of(ownNetwork), scaled()).networks().decode(Choices.of(1)).text())
        .isEqualTo(MnasNet.a1().text() + "@32");
    assertThat(
            own(Optional.of(GivenNetwork.of("r1_k3_s11_conv_i16_o16")), scaled())
                .networks()
                .decode(Choices.of(1))
                .text())
        .contains("r1_k3_s11_conv_i16_o16");
  }

  @Test
  void namesWhatIsWrongWithEither() {
    refused(
        GivenSpace.of("mnasnet-tiny"),
        "There is no space 'mnasnet-tiny'; there are: mnasnet-small, mnasnet, nasnet-small, nasnet, enas.");
    refused(
        own(Optional.of(GivenNetwork.of("mobilenet-v9")), scaled()),
        "'mobilenet-v9' is no network of the zoo");
    var faulty = new HashMap<>(scaled());
    faulty.put("widths", List.of());
    faulty.put("colour", "red");
    refused(
        own(Optional.empty(), faulty),
        "network is missing.\nwidths must have a value, but is an empty list.\n"
            + "colour is unknown; known are name, type, network, widths, resolutions.");
  }

  @Test
  void anOpaqueSpaceHasNoNetworks() {
    var opaque =
        own(
            Optional.empty(),
            Map.of(
                "name",
                "mine",
                "type",
                "opaque",
                "decisions",
                List.of(Map.of("name", "a", "options", List.of("b", "c")))));

    assertThat(opaque.space().name()).isEqualTo("mine");
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(opaque::networks)
        .withMessageStartingWith("The space 'mine' is opaque:");
  }

  private static Map<String, Object> scaled() {
    return Map.of("name", "mine", "type", "scaled", "widths", List.of(0.5, 1), "resolutions", 32);
  }

  private static GivenSpace own(Optional<GivenNetwork> network, Map<String, Object> others) {
    return new GivenSpace.Own(network, others);
  }

  private static void refused(GivenSpace given, String message) {
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(given::space)
        .withMessageStartingWith(message);
  }
}
