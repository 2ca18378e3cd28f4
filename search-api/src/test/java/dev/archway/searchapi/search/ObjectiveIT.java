package dev.archway.searchapi.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.archway.client.ArchwayClient;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.task.LatencySetting;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
@Timeout(180)
class ObjectiveIT {
  private static final CostSpec MULTIPLY_ADDS = new CostSpec.Analytic(AnalyticCost.MULTIPLY_ADDS);
  private static final CostSpec MEMORY =
      new CostSpec.Analytic(AnalyticCost.PEAK_ACTIVATION_BYTES_INT8);
  private static final Target SAME = new Target.SameAs("mobilenet-v2-x0.5");

  @LocalServerPort private int port;

  private ArchwayClient client;
  private Evaluators evaluators;

  @BeforeEach
  void connect() {
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    evaluators = new Evaluators(client);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private ExperimentView run(int trials, ObjectiveSpec objective) {
    var spec = evaluators.spec(trials, RnnSpec.standard(), Optional.empty(), objective);
    return evaluators.runToEnd(client.experiments().create(spec).id());
  }

  private TrialView baseline(ExperimentView experiment) {
    return client.trials().of(experiment.id()).stream()
        .filter(t -> t.name().equals(Optional.of("mobilenet-v2-x0.5")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsOfANetworkNeedNoDevice() {
    var objective =
        new ObjectiveSpec.Product(
            List.of(
                new ObjectiveSpec.Term(MULTIPLY_ADDS, SAME, Exponents.SOFT),
                new ObjectiveSpec.Term(MEMORY, new Target.Value(50_000), Exponents.HARD)));

    var ended = run(6, objective);

    long target = baseline(ended).cost(AnalyticCost.MULTIPLY_ADDS);
    assertThat(ended.targets())
        .containsEntry("multiplyAdds", (double) target)
        .containsEntry("peakActivationBytesInt8", 50_000.0);
    assertThat(ended.updates()).isPositive();
    assertThat(client.trials().of(ended.id()))
        .filteredOn(t -> t.state() == TrialState.COMPLETED)
        .hasSize(8)
        .allSatisfy(t -> {
          assertThat(t.latencyMillis()).isEmpty();
          double adds = (double) t.cost(AnalyticCost.MULTIPLY_ADDS) / target;
          double memory = t.cost(AnalyticCost.PEAK_ACTIVATION_BYTES_INT8) / 50_000.0;
          assertThat(t.reward().orElseThrow())
              .isCloseTo(
                  t.accuracy().orElseThrow()
                      * Math.pow(adds, -0.07)
                      * Math.pow(memory, memory <= 1 ? 0 : -1),
                  within(1e-12));
        });
  }

  @Test
  void theAccuracyAloneIsAnObjective() {
    var ended = run(4, new ObjectiveSpec.Accuracy());

    assertThat(ended.targets()).isEmpty();
    assertThat(client.trials().of(ended.id()))
        .filteredOn(t -> t.state() == TrialState.COMPLETED)
        .hasSize(6)
        .allSatisfy(t -> assertThat(t.reward()).isEqualTo(t.accuracy()));
  }

  @Test
  void anotherTargetRanksAnExperimentAnewWithoutATrial() {
    var ended =
        evaluators.runToEnd(
            client.experiments().create(evaluators.spec(8, new ControllerSpec.Random())).id());
    var trials = client.trials().of(ended.id());
    var tight =
        ObjectiveSpec.Product.of(
            Evaluators.LATENCY,
            new Target.Value(baseline(ended).latencyMillis().orElseThrow().p50() / 4),
            Exponents.HARD);

    var ranked = client.trials().ranked(ended.id(), tight);

    assertThat(ranked)
        .extracting(t -> t.reward().orElseThrow())
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(ranked)
        .extracting(TrialView::id)
        .containsExactlyInAnyOrderElementsOf(
            trials.stream()
                .filter(t -> t.state() == TrialState.COMPLETED)
                .map(TrialView::id)
                .toList());
    assertThat(ranked)
        .allSatisfy(t -> {
          double ratio =
              4
                  * t.latencyMillis().orElseThrow().p50()
                  / baseline(ended).latencyMillis().orElseThrow().p50();
          assertThat(t.reward().orElseThrow())
              .isCloseTo(
                  t.accuracy().orElseThrow() * Math.pow(ratio, ratio <= 1 ? 0 : -1), within(1e-12));
        });
    assertThat(client.trials().of(ended.id())).as("nothing has changed").isEqualTo(trials);
    assertThat(
            client
                .trials()
                .ranked(ended.id(), ObjectiveSpec.Product.of(MEMORY, SAME, Exponents.SOFT)))
        .hasSameSizeAs(ranked);
  }

  @Test
  void refusesToRankByWhatWasNeverFoundOut() {
    var spec = evaluators.spec(2, new ControllerSpec.Random());
    var ended = evaluators.runToEnd(client.experiments().create(spec).id());
    var elsewhere = new CostSpec.Latency("another", LatencySetting.SINGLE);

    assertThatThrownBy(() ->
            client
                .trials()
                .ranked(ended.id(), ObjectiveSpec.Product.of(elsewhere, SAME, Exponents.SOFT)))
        .hasMessageContaining("another")
        .hasMessageContaining("but the experiment's trials were measured as");
    assertThatThrownBy(() ->
            client
                .trials()
                .ranked(
                    ended.id(),
                    ObjectiveSpec.Product.of(
                        MEMORY, new Target.SameAs("resnet-20-x1.0"), Exponents.SOFT)))
        .hasMessageContaining("is that of baseline 'resnet-20-x1.0'");
  }

  @Test
  void refusesATargetThatIsNoBaselineOfItsOwn() {
    var spec =
        evaluators.spec(
            2,
            new ControllerSpec.Random(),
            Optional.empty(),
            ObjectiveSpec.Product.of(MEMORY, new Target.SameAs("resnet-20-x1.0"), Exponents.SOFT));

    assertThatThrownBy(() -> client.experiments().create(spec))
        .hasMessageContaining("objective.terms[0].target names baseline 'resnet-20-x1.0'");
  }
}
