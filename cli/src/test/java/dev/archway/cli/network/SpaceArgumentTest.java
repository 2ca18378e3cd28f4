package dev.archway.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Json;
import dev.archway.core.architecture.Architecture;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.MobileNetV2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class SpaceArgumentTest {
  @TempDir private Path folder;

  @Test
  void aNameIsToldToTheServiceAsANameAndAFileAsItsContent() throws IOException {
    var file =
        write("name: mine\ntype: scaled\nnetwork: resnet-20\nwidths: [1, 2]\nresolutions: 32");

    assertThat(new SpaceArgument("nasnet").given()).isEqualTo(GivenSpace.of("nasnet"));
    JsonNode told = Json.mapper().valueToTree(new SpaceArgument(file).given());
    assertThat(told)
        .isEqualTo(
            Json.mapper()
                .readTree(
                    "{\"name\":\"mine\",\"type\":\"scaled\",\"widths\":[1,2],\"resolutions\":32,"
                        + "\"network\":\"resnet-20\"}"));
  }

  @Test
  void aScaledSpaceTakesANetworkOfOnesOwnInJson() throws IOException {
    var network =
        Json.mapper().writerFor(Architecture.class).writeValueAsString(MobileNetV2.imageNet(1));
    var file =
        write(
            "name: mine\ntype: scaled\nwidths: [0.5, 1]\nresolutions: [96, 128]\nnetwork: "
                + network);

    assertThat(new SpaceArgument(file).networks().decisions().size()).isEqualTo(2);
  }

  @Test
  void theReadmesExampleIsASpace() throws IOException {
    var readme = Files.readString(Path.of("..", "README.md"));
    var example = Pattern.compile("```yaml\n(name: mine\n.*?)```", Pattern.DOTALL).matcher(readme);

    assertThat(example.find()).isTrue();
    assertThat(new SpaceArgument(write(example.group(1))).networks().name()).isEqualTo("mine");
  }

  @Test
  void refusesWhatIsNoSpaceOfNetworks() throws IOException {
    refused("mnasnet-tiny", "There is no space 'mnasnet-tiny'; there are: mnasnet-small, ");
    refused(write("- 1"), "The definition must be names with values, but is [1].");
    refused(
        write("name: mine\ntype: scaled\nnetwork: {type: attention}\nwidths: 1\nresolutions: 32"),
        "defines no space:\n  network: type 'attention' is unknown.");
    refused(
        write("name: mine\ntype: opaque\ndecisions: [{name: a, options: [b, c]}]"),
        "The space 'mine' is opaque: ");
    assertThat(Spaces.all())
        .allSatisfy(
            space -> assertThat(new SpaceArgument(space.name()).networks()).isSameAs(space));
  }

  private String write(String text) throws IOException {
    return Files.writeString(folder.resolve("space.yaml"), text).toString();
  }

  private static void refused(String argument, String message) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> new SpaceArgument(argument).given())
        .withMessageContaining(message);
  }
}
