package dev.archway.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.Json;
import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.zoo.ZooList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class NetworkReportTest {
  @Test
  void tellsTheCostsInTotalByKindAndByLayer() {
    var text = report("mobilenet-v2").text(true);

    assertThat(text)
        .contains("multiply-adds   300.8M")
        .contains("parameters      3.50M")
        .contains("3x224x224, 1000 classes")
        .contains("1x1 convolution")
        .contains("stage2.layer1.depthwise.conv");
    assertThat(report("mobilenet-v2").text(false)).doesNotContain("stage3.layer1.depthwise.bn");
  }

  /// Sandler et al. 2018, section 5.1: inverted residuals need less when they run in parts; plain
  /// networks have none.
  @Test
  void tellsThePeakOfBlocksThatRunInParts() {
    var mobile = report("mobilenet-v2");

    assertThat(mobile.splits()).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(mobile.splits().getFirst()).isEqualTo(mobile.summary().peakActivationBytes());
    assertThat(mobile.text(false)).contains("split in parts");
    assertThat(report("mobilenet-v1").text(false)).doesNotContain("split in parts");
  }

  @Test
  void aNetworkOfPoolingsOnlyHasNoMultiplyAddsToShare() {
    var builder = new NetworkBuilder("pooled", new FeatureShape(10, 4, 4), 10);
    var pool = builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
    var network = new GraphArchitecture(builder.build(pool));
    var answer = new NetworkQuestion.Answer("pooled", network, network.network().input(), 10);

    assertThat(NetworkReport.of(answer, 1, Optional.empty()).text(true))
        .contains(" 0.0 %")
        .doesNotContain("NaN");
  }

  @Test
  void givesTheSameAsJson() {
    var json = Json.mapper().valueToTree(report("resnet-20"));

    assertThat(json.at("/summary/parameters").asLong()).isEqualTo(272_474);
    assertThat(json.at("/summary/multiplyAdds").asLong()).isEqualTo(40_813_184);
    assertThat(json.at("/layers/layers").isArray()).isTrue();
    assertThat(json.at("/byKind/linear/multiplyAdds").asLong()).isEqualTo(640);
  }

  @Test
  void theZooListsEveryNetworkAtEveryWidthForEveryImageItHasAFormFor() {
    var zoo = ZooList.all();

    assertThat(zoo)
        .extracting(n -> n.name() + " " + n.width() + " " + n.image().height())
        .doesNotHaveDuplicates()
        .contains("mobilenet-v1 0.25 224", "shufflenet-v2 2.0 32", "nasnet-a 1.0 224")
        .doesNotContain("resnet-20 1.0 224", "mnasnet-a1 1.0 32");
    assertThat(ZooTable.text(zoo).lines()).hasSize(zoo.size() + 1);
  }

  @Test
  void theZooInJsonHasTheFieldsThatProgramsRead() {
    JsonNode zoo = Json.mapper().valueToTree(ZooList.all());

    assertThat(zoo)
        .isNotEmpty()
        .allSatisfy(network -> {
          for (var field :
              List.of(
                  "name",
                  "width",
                  "resolution",
                  "classes",
                  "multiplyAdds",
                  "parameters",
                  "storageBytes",
                  "peakActivationBytes")) {
            assertThat(network.has(field)).as(field).isTrue();
          }
        });
  }

  private static NetworkReport report(String network) {
    return NetworkReport.of(
        new NetworkQuestion(network, 1, Optional.empty(), Optional.empty(), Optional.empty())
            .answer(),
        1,
        Optional.empty());
  }
}
