package dev.archway.searchapi.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.LatencySetting;
import dev.archway.core.zoo.GivenNetwork;
import dev.archway.core.zoo.ResNet;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
@Timeout(180)
class OwnSpaceIT {
  @LocalServerPort private int port;

  @Test
  void searchesASpaceOfOnesOwnBesideNetworksOfOnesOwn() {
    try (var client = new ArchwayClient(URI.create("http://localhost:" + port))) {
      var evaluators = new Evaluators(client);
      var asked = evaluators.spec(6, RnnSpec.standard());
      var stages = "stem_s11_o16 r2_k3_s22_e3_i16_o24 head_o64_d0.0 relu6";
      var residual = GivenNetwork.of(ResNet.cifar(20, 1));
      var spec =
          new ExperimentSpec(
              asked.name(),
              new GivenSpace.Own(Optional.empty(), cells()),
              ObjectiveSpec.Product.of(
                  new CostSpec.Latency(Evaluators.DEVICE, LatencySetting.SINGLE),
                  new Target.SameAs(stages + "-x0.5"),
                  Exponents.SOFT),
              asked.controller(),
              Optional.empty(),
              asked.evaluation(),
              List.of(
                  new BaselineSpec(GivenNetwork.of(stages), 0.5), new BaselineSpec(residual, 0.25)),
              6,
              Optional.of(2),
              7);

      var ended = evaluators.runToEnd(client.experiments().create(spec).id());

      assertThat(ended.spec()).isEqualTo(spec);
      var space = spec.space().networks();
      assertThat(client.trials().of(ended.id()))
          .filteredOn(t -> t.state() == TrialState.COMPLETED)
          .hasSize(8)
          .filteredOn(t -> t.origin() == TrialOrigin.CONTROLLER)
          .allSatisfy(t ->
              assertThat(t.architecture())
                  .isEqualTo(space.decode(t.choices().orElseThrow()).text()));
    }
  }

  private static Map<String, Object> cells() {
    return Map.of(
        "name",
        "mine",
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
        1);
  }
}
