package dev.archway.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.cli.terminal.Refusal;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.space.SpaceSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpaceReportTest {
  private static final FeatureShape IMAGE = new FeatureShape(3, 32, 32);

  @TempDir Path folder;

  @Test
  void listsThePresetsWithTheirSizes() {
    assertThat(SpaceTable.text(SpaceSummary.presets()))
        .containsPattern("50 +5\\.2e36  nasnet\\n")
        .containsPattern("42 +2\\.8e18  mnasnet\\n");
  }

  @Test
  void showsEveryDecisionWithItsOptions() {
    assertThat(SpaceReport.text(SpaceReport.of("enas")))
        .startsWith("enas: 40 decisions, 2.6e25 encodings\n")
        .contains("normal.node1.firstInput       ", "  h[i] | h[i-1] | node0\n");
  }

  @Test
  void readsASpaceThatSomebodyWrote() throws IOException {
    var file =
        write(
            """
            name: mine
            type: staged
            stem: {filters: 16, stride: 1}
            head: {filters: 64}
            stages:
              - stride: 2
                operator: [mbconv3, mbconv6]
                kernel: 3
                filters: [16, 24, 32]
                layers: 2
            """);

    assertThat(SpaceReport.text(SpaceReport.of(file)))
        .isEqualTo(
            """
            mine: 2 decisions, 6 encodings
              stage1.operator  mbconv3 | mbconv6
              stage1.filters   16 | 24 | 32
            """);
  }

  @Test
  void theSameSeedDrawsTheSameArchitectures() {
    var drawn = SampledArchitecture.draw("nasnet-small", 3, 7, IMAGE, 10);

    assertThat(drawn)
        .hasSize(3)
        .isEqualTo(SampledArchitecture.draw("nasnet-small", 3, 7, IMAGE, 10));
    assertThat(drawn).isNotEqualTo(SampledArchitecture.draw("nasnet-small", 3, 8, IMAGE, 10));
    assertThat(SampledArchitecture.text(drawn)).contains("normal[");
  }

  @Test
  void theHashIsTakenOnDemandOnly() {
    var drawn = SampledArchitecture.draw("mnasnet-small", 1, 7, IMAGE, 10).getFirst();
    var network = ((NetworkArchitecture) drawn.architecture()).expand(IMAGE, 10);

    assertThat(drawn.hash()).isEmpty();
    assertThat(drawn.hashed(IMAGE, 10).hash()).contains(NetworkHash.of(network).hex());
  }

  @Test
  void refusesToDrawMoreThanOneReads() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> SampledArchitecture.draw("enas", 10_001, 0, IMAGE, 10))
        .withMessage("The number of -n lies in 1..10000, but is 10001.");
  }

  @Test
  void anOpaqueArchitectureHasNoNetworkAndNoCosts() throws IOException {
    var file =
        write(
            """
            name: mine
            type: opaque
            decisions: [{name: optimizer, options: [sgd, adam]}]
            """);

    assertThat(SampledArchitecture.draw(file, 1, 0, IMAGE, 10))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.costs()).isEmpty();
          assertThat(one.text()).startsWith("optimizer=");
        });
  }

  @Test
  void refusesWithEveryFaultOfTheFile() throws IOException {
    var file = write("name: mine\ntype: staged\nstem: {filters: 16}\nhead: {filters: 64}\n");

    refused(
        file,
        "File " + file + " defines no space:\n  stem.stride is missing.\n  stages is missing.");
    refused("nosuch", "Nor is there such a file.");
    refused(write("name: [mine\n"), " is not YAML: line ");
  }

  @Test
  void refusesANameThatIsGivenTwice() throws IOException {
    refused(write("name: mine\ntype: opaque\nname: yours\n"), " is not YAML: line 3: ");
  }

  private static void refused(String argument, String message) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> SpaceReport.of(argument))
        .withMessageContaining(message);
  }

  private String write(String text) throws IOException {
    return Files.writeString(folder.resolve("space.yaml"), text).toString();
  }
}
