package dev.archway.cli.demo;

import static dev.archway.cli.demo.SampleTrials.baseline;
import static dev.archway.cli.demo.SampleTrials.completed;
import static dev.archway.cli.demo.SampleTrials.in;
import static dev.archway.cli.demo.SampleTrials.ofControlArm;
import static dev.archway.cli.demo.SampleTrials.tested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.archway.cli.terminal.LiveLine;
import dev.archway.cli.terminal.Refusal;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.core.experiment.ControlArm;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.experiment.VerdictView;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.ArtifactReference.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DemoTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final TrialView BASELINE =
      baseline(completed(1, 0.35, 0.8, 0.35), "mobilenet-v2-x0.1");
  private static final TrialView GOOD = completed(2, 0.40, 0.9, 0.397);
  private static final TrialView BAD = in(TrialState.FAILED, 3);
  private static final List<TrialView> FINISHED = List.of(BASELINE, GOOD, BAD);

  private static final DemoPlan.Arms CONTROLLED =
      new DemoPlan.Arms(
          ControllerSpec.Evolution.small(),
          Optional.of(new ControlArm(0.5, new ControllerSpec.Random())));

  @TempDir private Path home;
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private Instant now = BEGIN;

  private DemoResult run(FakeService service, Dataset dataset) throws InterruptedException {
    return run(service, dataset, DemoPlan.Arms.DEFAULT);
  }

  private DemoResult run(FakeService service, Dataset dataset, DemoPlan.Arms arms)
      throws InterruptedException {
    var folder = DemoFolder.next(home);
    var plan =
        new DemoPlan(
            GivenSpace.of("mnasnet-small"), arms, 2, dataset, Recipe.demo(dataset.name()), folder);
    var line = new LiveLine(new PrintStream(notes, true, StandardCharsets.UTF_8), false, () -> now);
    var around =
        new Surroundings(() -> now, time -> now = now.plus(time.multipliedBy(20)), line, 2);
    try (var client = new ArchwayClient(service.uri())) {
      return new Demo(client, plan, around).run(BEGIN);
    }
  }

  /// A service that has tested trial 2 and keeps its files.
  private static FakeService service(List<List<TrialView>> script) throws IOException {
    var service = new FakeService(script);
    service.onTest(
        tested(
            GOOD,
            0.3912,
            List.of(
                service.store(Role.WEIGHTS, "the weights"),
                service.store(Role.MODEL, "the model"))));
    return service;
  }

  @Test
  void asksForASearchThatAimsAtABaseline() throws Exception {
    try (var service = service(List.of(FINISHED))) {
      run(service, Dataset.CIFAR_10);
      var spec = service.created();
      assertThat(spec.trials()).isEqualTo(2);
      assertThat(spec.name()).isEqualTo("demo-1");
      assertThat(spec.seed()).isEqualTo(1);
      assertThat(spec.recipe().orElseThrow().trainImages()).isGreaterThanOrEqualTo(8_000);
      var latency = ((ObjectiveSpec.Product) spec.objective()).terms().getFirst();
      assertThat(latency.target())
          .isIn(spec.baselines().stream().map(b -> new Target.SameAs(b.name())).toList());
      assertThat(latency.exponents()).isEqualTo(new Exponents(-0.07, -0.07));
    }
  }

  @Test
  void waitsForTheEndThenTestsAndFetchesTheBestAlone() throws Exception {
    var begun = List.of(BASELINE, in(TrialState.RUNNING, 2), in(TrialState.QUEUED, 3));
    try (var service = service(List.of(List.of(), begun, begun, FINISHED))) {
      run(service, Dataset.CIFAR_10);
      assertThat(service.tested()).containsExactly(GOOD.id());
      var folder = home.resolve("demo-1");
      assertThat(Files.readString(folder.resolve("best.onnx"))).isEqualTo("the model");
      assertThat(Files.readString(folder.resolve("best.safetensors"))).isEqualTo("the weights");
    }
  }

  @Test
  void reportsAllThatWasFoundOutAndNothingElse() throws Exception {
    try (var service = service(List.of(List.of(), FINISHED))) {
      var report = Json.mapper().readTree(run(service, Dataset.CIFAR_10).report().json());
      assertThat(report.at("/dataset").toString())
          .isEqualTo(
              "{\"name\":\"cifar-10\",\"real\":true,\"trainImages\":10000,"
                  + "\"validationImages\":2000,\"testImages\":10000}");
      assertThat(report.at("/objective").toString()).isEqualTo("{\"alpha\":-0.07,\"beta\":-0.07}");
      assertThat(report.at("/controller").toString()).isEqualTo("{\"kind\":\"rnn\",\"updates\":1}");
      assertThat(report.at("/targetMillis").asDouble()).isEqualTo(FakeService.TARGET_MILLIS);
      assertThat(report.at("/wallSeconds").asDouble()).isPositive();
      assertThat(report.at("/trials").size()).isEqualTo(2);
      assertThat(report.at("/baselines").size()).isEqualTo(1);
      assertThat(report.at("/baselines/0/name").asString()).isEqualTo("mobilenet-v2-x0.1");
    }
  }

  @Test
  void reportsEachTrialWithItsOwnFigures() throws Exception {
    try (var service = service(List.of(FINISHED))) {
      var report = Json.mapper().readTree(run(service, Dataset.CIFAR_10).report().json());
      var choices = Json.mapper().writeValueAsString(GOOD.choices().orElseThrow());
      assertThat(report.at("/trials/0").toString())
          .isEqualTo(
              "{\"number\":2,\"origin\":\"CONTROLLER\",\"choices\":"
                  + choices
                  + ",\"architecture\":\"mbconv3_r2_k3\",\"state\":\"COMPLETED\",\"accuracy\":0.4,"
                  + "\"latencyMillis\":{\"p50\":0.9,\"p90\":0.9900000000000001,\"samples\":200,"
                  + "\"exclusive\":true},\"reward\":0.397,\"multiplyAdds\":12345678,"
                  + "\"parameters\":98765,\"epochs\":1}");
      var failed = report.at("/trials/1");
      assertThat(failed.at("/state").asString()).isEqualTo("FAILED");
      assertThat(failed.at("/reason").asString()).isEqualTo("It broke.");
      for (var unknown : List.of("accuracy", "latencyMillis", "reward", "imagesPerSecond")) {
        assertThat(failed.has(unknown)).as(unknown).isFalse();
      }
    }
  }

  @Test
  void reportsTheBestWithItsTestAccuracyAndFiles() throws Exception {
    try (var service = service(List.of(FINISHED))) {
      JsonNode best =
          Json.mapper().readTree(run(service, Dataset.CIFAR_10).report().json()).at("/best");
      assertThat(best.at("/number").asInt()).isEqualTo(2);
      assertThat(best.at("/accuracy").asDouble()).isEqualTo(0.4);
      assertThat(best.at("/testAccuracy").asDouble()).isCloseTo(0.3912, within(1e-12));
      assertThat(Path.of(best.at("/onnx").asString())).isRegularFile();
      assertThat(Path.of(best.at("/weights").asString())).isRegularFile();
    }
  }

  @Test
  void readsOnThroughAServiceThatIsStartedAgain() throws Exception {
    try (var service = service(List.of(FINISHED))) {
      service.failNext(3);
      assertThat(run(service, Dataset.CIFAR_10).report().trials()).hasSize(2);
    }
  }

  @Test
  void refusesToNameABestWhereNoProposalWasCompleted() throws Exception {
    try (var service = service(List.of(List.of(BASELINE, BAD)))) {
      assertThatThrownBy(() -> run(service, Dataset.CIFAR_10))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("None of the proposed networks was completed")
          .hasMessageContaining("It broke.");
    }
  }

  @Test
  void givesUpOnATestThatNeverComesBack() throws Exception {
    try (var service = service(List.of(FINISHED))) {
      service.onTest(GOOD);
      assertThatThrownBy(() -> run(service, Dataset.CIFAR_10))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("test of trial 2");
      assertThat(now).isAfter(BEGIN.plus(Duration.ofMinutes(10)));
    }
  }

  @Test
  void showsPeopleTheTableTheFrontAndWhereTheModelLies() throws Exception {
    try (var service = service(List.of(FINISHED))) {
      var text = run(service, Dataset.CIFAR_10).text();
      assertThat(text)
          .contains("T = 0.800 ms")
          .contains("39.1 % of 10,000 test images")
          .contains("40.0 %", "* 0.800 ms", "mobilenet-v2-x0.1", "12.3 M", "98 k")
          .contains(home.resolve("demo-1/best.onnx").toString())
          .contains(home.resolve("demo-1/trial-2.svg").toString())
          .contains("ranks networks roughly")
          .doesNotContain("drawn");
      assertThat(text.lines().filter(l -> l.contains("40.0 %") && l.contains("*"))).isEmpty();
    }
  }

  @Test
  void saysThatDrawnImagesAreNoPhotographs() throws Exception {
    try (var service = service(List.of(FINISHED))) {
      var result = run(service, Dataset.GENERATED);
      assertThat(result.report().dataset().real()).isFalse();
      assertThat(result.text()).contains("drawn ones, not CIFAR-10");
    }
  }

  @Test
  void holdsTheSearchAgainstItsControlArm() throws Exception {
    var place = new VerdictView.Place(0.397, 97.5, 0.02, 0.001, 0.03);
    var verdict =
        new VerdictView(VerdictView.Words.AHEAD, "The search is ahead.", 1, 1, place, place);
    var chance = ofControlArm(completed(4, 0.38, 0.9, 0.377));
    try (var service = service(List.of(List.of(BASELINE, GOOD, chance)))) {
      service.onVerdict(verdict);
      var result = run(service, Dataset.CIFAR_10, CONTROLLED);
      assertThat(service.created().control()).isEqualTo(CONTROLLED.control());
      assertThat(result.text())
          .contains("2 networks tried in")
          .contains("4 (control)")
          .contains("Against the control arm of 1 networks\nThe search is ahead.\n");
      var report = result.report();
      assertThat(report.trials()).extracting(DemoReport.Entry::number).containsExactly(2);
      var control = report.control().orElseThrow();
      assertThat(control.trials()).extracting(DemoReport.Entry::number).containsExactly(4);
      assertThat(control.verdict()).hasValue(verdict);
    }
  }

  @Test
  void saysWhereThereAreTooFewRewardsForAVerdict() throws Exception {
    try (var service = service(List.of(FINISHED))) {
      var result = run(service, Dataset.CIFAR_10, CONTROLLED);
      assertThat(result.report().control().orElseThrow().verdict()).isEmpty();
      assertThat(result.text()).contains("Too few networks have a reward for a verdict.");
    }
  }
}
