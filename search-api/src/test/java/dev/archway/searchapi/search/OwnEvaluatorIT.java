package dev.archway.searchapi.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.core.architecture.OpaqueArchitecture;
import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.BaselineSpec;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.CostSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.ExperimentState;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.Target;
import dev.archway.core.experiment.TrialState;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Images;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.EvaluateTask;
import dev.archway.core.task.Lease;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.core.zoo.GivenNetwork;
import dev.archway.searchapi.ServiceTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
@Timeout(180)
class OwnEvaluatorIT {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final int TRIALS = 9;
  private static final CostSpec JOULES = new CostSpec.Reported("joules");

  @LocalServerPort private int port;
  @Autowired private JsonMapper json;
  private ArchwayClient client;

  @BeforeEach
  void connect() {
    client = new ArchwayClient(URI.create("http://localhost:" + port));
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluator.py", "evaluator.sh"})
  void theExamplesEvaluateASearchToItsEnd(String example) throws Exception {
    var experiment = created(Files.readString(EXAMPLES.resolve("own-evaluator.yaml")));

    assertThat(run(example, experiment)).isZero();

    assertThat(client.experiments().get(experiment).state()).isEqualTo(ExperimentState.FINISHED);
    assertThat(client.trials().of(experiment))
        .hasSizeGreaterThanOrEqualTo(TRIALS)
        .filteredOn(trial -> trial.state() == TrialState.COMPLETED)
        .hasSize(TRIALS)
        .allSatisfy(OwnEvaluatorIT::isWhatTheExamplesSay);
  }

  /// An accuracy of a tenth of the depth, and joules of depth times width: T is 12, alpha and beta
  /// -0.07.
  private static void isWhatTheExamplesSay(TrialView trial) {
    var parts = trial.architecture().split(" ");
    int depth = Integer.parseInt(parts[0].replace("depth=", ""));
    int width = Integer.parseInt(parts[1].replace("width=", ""));
    assertThat(trial.metrics()).isEqualTo(Map.of("accuracy", depth / 10.0));
    assertThat(trial.reportedCosts()).isEqualTo(Map.of("joules", (double) depth * width));
    assertThat(trial.reward()).hasValue(depth / 10.0 * StrictMath.pow(depth * width / 12.0, -0.07));
  }

  private UUID created(String yaml) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(client.server().resolve("/api/v1/experiments"))
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(yaml))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      return UUID.fromString(json.readTree(answer.body()).get("id").asString());
    }
  }

  private int run(String example, UUID experiment) throws IOException, InterruptedException {
    var script = EXAMPLES.resolve(example).toString();
    var process =
        new ProcessBuilder(script, client.server().toString(), experiment.toString())
            .inheritIO()
            .start();
    try {
      return process.waitFor(120, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aTaskNamesTheOptionsThatWereTaken() {
    var experiment = client.experiments().create(opaque(new ControllerSpec.Random())).id();

    var task = (EvaluateTask) claim(experiment).work();

    assertThat(task.options().keySet()).containsExactly("depth", "width");
    assertThat(task.architecture()).isEqualTo(new OpaqueArchitecture(task.options()));
    assertThat(task.network()).isEmpty();
  }

  @Test
  void anEvaluatorIsHandedTheTasksOfItsOwnExperimentOnly() {
    var first = client.experiments().create(opaque(new ControllerSpec.Random())).id();
    var second = client.experiments().create(opaque(new ControllerSpec.Random())).id();

    var claimedOfFirst = claim(first).trial();
    var claimedOfSecond = claim(second).trial();

    assertThat(client.trials().of(first)).extracting(TrialView::id).contains(claimedOfFirst);
    assertThat(client.trials().of(second)).extracting(TrialView::id).contains(claimedOfSecond);
  }

  @Test
  void aSpaceOfNetworksComesWithTheLayerGraphAndItsCosts() {
    var images = new Images(new FeatureShape(3, 32, 32), 10);
    var spec =
        new ExperimentSpec(
            "networks",
            GivenSpace.of("mnasnet-small"),
            ObjectiveSpec.Product.of(
                new CostSpec.Analytic(AnalyticCost.PARAMETERS),
                new Target.SameAs("mobilenet-v2-x0.25"),
                Exponents.SOFT),
            new ControllerSpec.Random(),
            Optional.empty(),
            new EvaluationSpec.Own(Optional.of(images)),
            List.of(new BaselineSpec(GivenNetwork.of("mobilenet-v2"), 0.25)),
            1,
            Optional.empty(),
            3);
    var experiment = client.experiments().create(spec).id();

    var baseline = claim(experiment);
    var proposed = claim(experiment);

    assertThat(((EvaluateTask) baseline.work()).options()).isEmpty();
    var task = (EvaluateTask) proposed.work();
    assertThat(task.options()).hasSize(spec.space().space().decisions().size());
    assertThat(task.network().orElseThrow().input()).isEqualTo(images.shape());
    for (var lease : List.of(baseline, proposed)) {
      client.leases().report(lease, new TaskOutcome.Evaluated(Map.of("accuracy", 0.5), Map.of()));
    }
    assertThat(client.trials().get(baseline.trial()).reward()).hasValue(0.5);
    assertThat(client.trials().get(proposed.trial()).reward()).isPresent();
  }

  @Test
  void aResultWithoutTheCostThatTheObjectiveAsksForIsRefusedAndMayBeGivenAnew() {
    var experiment = client.experiments().create(opaque(new ControllerSpec.Random())).id();
    var lease = claim(experiment);

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() ->
            client
                .leases()
                .report(
                    lease,
                    new TaskOutcome.Evaluated(Map.of("accuracy", 0.5), Map.of("seconds", 3.0))))
        .withMessage(
            "The experiment's objective asks for the cost 'joules', but the evaluation reports [seconds].");

    client
        .leases()
        .report(lease, new TaskOutcome.Evaluated(Map.of("accuracy", 0.5), Map.of("joules", 12.0)));
    assertThat(client.trials().get(lease.trial()).reward()).hasValue(0.5);
  }

  @Test
  void whoEvaluatesAndWhatIsSearchedMustFitTogether() {
    var opaque = opaque(new ControllerSpec.Random());

    assertRefused(
        with(opaque, new EvaluationSpec.Training(Recipe.demo("cifar-10"))),
        "space: The space 'mine' is opaque: only an evaluator of one's own knows what its options"
            + " stand for; objective.terms[0].cost 'joules' is reported by nobody: evaluation.type"
            + " must be own.");
    assertRefused(
        with(opaque, new EvaluationSpec.Own(Optional.of(new Images(new FeatureShape(3, 8, 8), 2)))),
        "evaluation.images must be absent, since space 'mine' is opaque and has no networks.");
  }

  private void assertRefused(ExperimentSpec spec, String message) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> client.experiments().create(spec))
        .withMessage(message);
  }

  private Lease claim(UUID experiment) {
    return client
        .leases()
        .claim(
            new ClaimRequest(
                "mine",
                List.of(TaskKind.EVALUATE),
                Optional.empty(),
                Optional.of(experiment),
                1,
                20))
        .getFirst();
  }

  private static ExperimentSpec with(ExperimentSpec spec, EvaluationSpec evaluation) {
    return new ExperimentSpec(
        spec.name(),
        spec.space(),
        spec.objective(),
        spec.controller(),
        spec.control(),
        evaluation,
        spec.baselines(),
        spec.trials(),
        spec.parallelism(),
        spec.seed());
  }

  private static ExperimentSpec opaque(ControllerSpec controller) {
    return new ExperimentSpec(
        "mine",
        new GivenSpace.Own(
            Optional.empty(),
            Map.of(
                "name",
                "mine",
                "type",
                "opaque",
                "decisions",
                List.of(
                    Map.of("name", "depth", "options", List.of("1", "2", "3", "4", "5")),
                    Map.of("name", "width", "options", List.of("2", "4", "8"))))),
        ObjectiveSpec.Product.of(JOULES, new Target.Value(12), Exponents.SOFT),
        controller,
        Optional.empty(),
        new EvaluationSpec.Own(Optional.empty()),
        List.of(),
        TRIALS,
        Optional.of(3),
        5);
  }
}
