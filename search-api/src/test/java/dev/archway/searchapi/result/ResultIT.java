package dev.archway.searchapi.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.ParetoView;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.SummaryView;
import dev.archway.core.experiment.TrialOrigin;
import dev.archway.core.experiment.TrialPoint;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.page.Page;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.type.TypeReference;

@ServiceTest
@Timeout(180)
class ResultIT {
  @LocalServerPort private int port;

  private Api api;
  private ArchwayClient client;
  private Evaluators evaluators;

  @BeforeEach
  void connect() {
    api = new Api(port);
    client = new ArchwayClient(URI.create("http://localhost:" + port));
    evaluators = new Evaluators(client);
  }

  @AfterEach
  void disconnect() {
    client.close();
    api.close();
  }

  private ExperimentView run(int trials) {
    return evaluators.runToEnd(
        client.experiments().create(evaluators.spec(trials, RnnSpec.standard())).id());
  }

  private <T> T read(ExperimentView experiment, String what, TypeReference<T> type)
      throws Exception {
    var answer = api.get("/experiments/" + experiment.id() + "/" + what);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return Json.mapper().readValue(answer.text(), type);
  }

  private List<TrialView> pages(ExperimentView experiment, String query) throws Exception {
    var seen = new ArrayList<TrialView>();
    var after = Optional.of("");
    while (after.isPresent()) {
      var page =
          read(
              experiment,
              "trials?limit=3&" + query + after.get(),
              new TypeReference<Page<TrialView>>() {});
      seen.addAll(page.items());
      after = page.next().map(next -> "&after=" + next);
    }
    return seen;
  }

  @Test
  void trialsComeInPagesByNumberOrByReward() throws Exception {
    var ended = run(10);
    var all = client.trials().of(ended.id());

    assertThat(pages(ended, "")).isEqualTo(all);
    assertThat(pages(ended, "sort=reward"))
        .isEqualTo(
            all.stream()
                .filter(t -> t.reward().isPresent())
                .sorted(
                    Comparator.comparing((TrialView t) -> t.reward().orElseThrow())
                        .reversed()
                        .thenComparingInt(TrialView::number))
                .toList());
    assertThat(pages(ended, "origin=BASELINE"))
        .extracting(TrialView::origin)
        .containsExactly(TrialOrigin.BASELINE, TrialOrigin.BASELINE);
    assertThat(pages(ended, "state=QUEUED")).isEmpty();
    assertThat(pages(ended, "state=completed").size())
        .isEqualTo(all.stream().filter(t -> t.state() == TrialState.COMPLETED).count());
  }

  @Test
  void theFrontIsOfAnyCosts() throws Exception {
    var ended = run(12);
    var completed =
        client.trials().of(ended.id()).stream()
            .filter(t -> t.state() == TrialState.COMPLETED)
            .toList();

    var front =
        read(ended, "pareto?costs=parameters,latencyMillis", new TypeReference<ParetoView>() {});

    assertThat(front.costs()).containsExactly("parameters", "latencyMillis");
    assertThat(front.points())
        .extracting(TrialPoint::number)
        .containsExactlyInAnyOrderElementsOf(
            completed.stream()
                .filter(t -> completed.stream().noneMatch(other -> dominates(other, t)))
                .map(TrialView::number)
                .toList());
    var first = front.points().getFirst();
    var trial = client.trials().get(first.id());
    assertThat(first.accuracy()).isEqualTo(trial.accuracy().orElseThrow());
    assertThat(first.reward()).isEqualTo(trial.reward());
    assertThat(first.costs())
        .isEqualTo(
            Map.of(
                "parameters",
                (double) trial.cost(AnalyticCost.PARAMETERS),
                "latencyMillis",
                trial.latencyMillis().orElseThrow().p50()));
  }

  private static boolean dominates(TrialView one, TrialView other) {
    double accuracy = one.accuracy().orElseThrow() - other.accuracy().orElseThrow();
    double parameters =
        (double) one.cost(AnalyticCost.PARAMETERS) - other.cost(AnalyticCost.PARAMETERS);
    double latency =
        one.latencyMillis().orElseThrow().p50() - other.latencyMillis().orElseThrow().p50();
    return accuracy >= 0
        && parameters <= 0
        && latency <= 0
        && (accuracy > 0 || parameters < 0 || latency < 0);
  }

  @Test
  void theBestIsThatWithinAllTargetsOrWithinGivenLimits() throws Exception {
    var ended = run(12);
    double target = Objects.requireNonNull(ended.targets().get("latencyMillis"));
    var all = client.trials().of(ended.id());

    var best = read(ended, "best", new TypeReference<TrialView>() {});
    assertThat(best.reward())
        .isEqualTo(
            all.stream()
                .filter(t -> t.latencyMillis().orElseThrow().p50() <= target)
                .flatMap(t -> t.reward().stream())
                .max(Comparator.naturalOrder()));
    var small = read(ended, "best?within=parameters:150000", new TypeReference<TrialView>() {});
    assertThat(small.accuracy())
        .isEqualTo(
            all.stream()
                .filter(t -> t.cost(AnalyticCost.PARAMETERS) <= 150_000)
                .flatMap(t -> t.accuracy().stream())
                .max(Comparator.naturalOrder()));
    var none = api.get("/experiments/" + ended.id() + "/best?within=parameters:1");
    assertThat(none.status()).isEqualTo(404);
    assertThat(api.get("/experiments/" + ended.id() + "/best?within=parameters").detail())
        .isEqualTo(
            "Parameter within is a cost and a limit, such as latencyMillis:5, but is 'parameters'.");
  }

  @Test
  void theSummarySaysWhatWasFoundAndSpent() throws Exception {
    var ended = run(6);

    var summary = read(ended, "summary", new TypeReference<SummaryView>() {});

    assertThat(summary.trials().get(TrialState.COMPLETED)).isEqualTo(8);
    assertThat(summary.best().flatMap(TrialPoint::reward))
        .isEqualTo(
            client.trials().of(ended.id()).stream()
                .flatMap(t -> t.reward().stream())
                .max(Comparator.naturalOrder()));
    assertThat(summary.workerHours()).isPositive();
    assertThat(summary.deviceMinutes()).isPositive();
  }

  @Test
  void allTrialsCanBeTakenAwayAsCsvAndAsJson() throws Exception {
    var ended = run(5);
    var all = client.trials().of(ended.id());

    var csv = api.get("/experiments/" + ended.id() + "/trials?format=csv");
    assertThat(csv.header("Content-Type").orElseThrow()).startsWith("text/csv");
    var rows = csv.text().split("\r\n");
    assertThat(rows).hasSize(all.size() + 1);
    assertThat(rows[0]).startsWith("number,id,origin,name,state,reason,accuracy,");
    assertThat(rows[1])
        .startsWith("1," + all.getFirst().id() + ",BASELINE,mobilenet-v2-x0.25,COMPLETED,,");
    var json = api.get("/experiments/" + ended.id() + "/trials?format=json&origin=BASELINE");
    assertThat(Json.mapper().readValue(json.text(), new TypeReference<List<TrialView>>() {}))
        .isEqualTo(all.subList(0, 2));
    var none = api.get("/experiments/" + ended.id() + "/trials?format=json&state=FAILED");
    assertThat(none.text()).isEqualTo("[]");
  }
}
