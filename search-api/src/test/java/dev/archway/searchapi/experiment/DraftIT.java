package dev.archway.searchapi.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentView;
import dev.archway.core.experiment.Exponents;
import dev.archway.core.experiment.MedianRule;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.Validation;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Experiments that say only what their author cares about.
@ServiceTest
class DraftIT {
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

  private ExperimentView create(String draft, String... headers) throws Exception {
    var answer = api.post("/experiments", draft, headers);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return Json.mapper().readValue(answer.text(), ExperimentView.class);
  }

  private Validation validate(String draft) throws Exception {
    var answer = api.post("/experiments/validation", draft);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return Json.mapper().readValue(answer.text(), Validation.class);
  }

  @Test
  void whatIsLeftOutIsFilledInAndShown() throws Exception {
    var spec = create("{\"space\": \"mnasnet-small\"}").spec();

    assertThat(spec.name()).isEqualTo("mnasnet-small");
    assertThat(spec.objective()).isEqualTo(new ObjectiveSpec.Accuracy());
    assertThat(spec.controller()).isEqualTo(RnnSpec.standard());
    assertThat(spec.evaluation()).isEqualTo(new EvaluationSpec.Training(Recipe.demo("cifar-10")));
    assertThat(spec.budget().trials()).isEqualTo(100);
    assertThat(spec.priority()).isEqualTo(5);
  }

  @Test
  void anExperimentMayBeWrittenInYaml() throws Exception {
    var spec =
        create(
                """
                name: fast on the phone
                space: mnasnet-small
                controller: {preset: nasnet, update: {batch: 7}}
                objective:
                  type: product
                  terms:
                    - cost: {type: latency, device: simulated-device}
                      target: mobilenet-v2-x0.5
                    - cost: {type: analytic, cost: parameters}
                      target: 200000
                      exponents: hard
                evaluation: {recipe: {epochs: 3}}
                control: {share: 0.2}
                baselines: [{network: mobilenet-v2, width: 0.5}, mobilenet-v2]
                budget: {trials: 40, wallClock: PT36H, noImprovementTrials: 20}
                tags: [phone]
                """,
                "Content-Type",
                "application/yaml")
            .spec();

    var nasnet = RnnSpec.nasnet();
    assertThat(spec.controller())
        .isEqualTo(
            new RnnSpec(
                nasnet.lstm(),
                nasnet.advantage(),
                nasnet.gradient(),
                new RnnSpec.Update(7, 0.00035, 1e-5, 5),
                Optional.empty()));
    var terms = ((ObjectiveSpec.Product) spec.objective()).terms();
    assertThat(terms)
        .extracting(ObjectiveSpec.Term::exponents)
        .containsExactly(Exponents.SOFT, Exponents.HARD);
    assertThat(spec.recipe().orElseThrow().epochs()).isEqualTo(3);
    assertThat(spec.recipe().orElseThrow().batchSize()).isEqualTo(32);
    assertThat(spec.control().orElseThrow().controller()).isEqualTo(new ControllerSpec.Random());
    assertThat(spec.baselines()).extracting(b -> b.width()).containsExactly(0.5, 1.0);
    assertThat(spec.budget().wallClock()).hasValue(Duration.ofHours(36));
    assertThat(spec.tags()).containsExactly("phone");
  }

  @Test
  void aPartOfAnotherKindIsFilledInFromThatKind() throws Exception {
    var spec =
        create(
                """
                {"space": "mnasnet-small", "controller": {"type": "evolution", "sample": 5}}
                """)
            .spec();

    assertThat(spec.controller()).isEqualTo(new ControllerSpec.Evolution(50, 5));
  }

  @Test
  void theMedianRuleIsFilledInWhereItIsAskedForAndIsNotElsewhere() throws Exception {
    var spec =
        create(
                """
                {"space": "mnasnet-small",
                 "evaluation": {"recipe": {"epochs": 3}, "stopping": {"trials": 9}}}
                """)
            .spec();

    assertThat(((EvaluationSpec.Training) spec.evaluation()).stopping())
        .hasValue(new MedianRule(1, 9));
    assertThat(((EvaluationSpec.Training) spec.evaluation()).recipe().epochs()).isEqualTo(3);
    assertThat(validate("{\"evaluation\": {\"stopping\": {\"trials\": 0}}}").faults())
        .anySatisfy(fault -> assertThat(fault.message()).contains("1..1000000", "0"));
  }

  @Test
  void whatAClientWritesInFullStaysAsItIs() {
    var spec = evaluators.spec(4, RnnSpec.enas());

    assertThat(client.experiments().create(spec).spec()).isEqualTo(spec);
  }

  @Test
  void allFaultsAreToldAtOnceWithTheirPathsAndNothingIsCreated() throws Exception {
    int before = client.experiments().list().size();
    var draft =
        """
        {"space": "mnasnet-small", "nmae": "typo", "priority": 12,
         "controller": {"type": "evolution", "population": 1},
         "objective": {"type": "product", "terms": [
           {"cost": {"type": "latency", "device": "nowhere"}, "target": 5}]},
         "evaluation": {"recipe": {"epochs": "many"}},
         "baselines": [{"network": "mobilenet-v2", "width": 11}],
         "budget": {"trials": 0}}
        """;

    var validation = validate(draft);

    assertThat(validation.spec()).isEmpty();
    assertThat(validation.faults())
        .extracting(fault -> fault.path())
        .containsExactlyInAnyOrder(
            "nmae",
            "priority",
            "controller",
            "objective.terms[0].cost",
            "evaluation.recipe.epochs",
            "baselines[0]",
            "budget.trials");
    assertThat(validation.faults())
        .extracting(fault -> fault.message())
        .contains(
            "An experiment's priority lies in 0..9, but is 12",
            "evaluation.recipe.epochs is of another type, but is 'many'");
    var refused = api.post("/experiments", draft);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().get("faults").size()).isEqualTo(7);
    assertThat(client.experiments().list()).hasSize(before);
  }

  @Test
  void trialsThatAreSaidTwiceInDifferentWaysAreRefused() throws Exception {
    assertThat(
            validate("{\"space\": \"enas\", \"trials\": 3, \"budget\": {\"trials\": 4}}").faults())
        .extracting(fault -> fault.path())
        .containsExactly("trials");
  }

  @Test
  void aValidDraftIsShownWithTheHoursThatMeasuredSpeedsForetell() throws Exception {
    var draft = "{\"space\": \"mnasnet-small\", \"budget\": {\"trials\": 36}}";
    client.fleet().register(new WorkerRegistration("two-slots", 2));
    evaluators.runToEnd(
        client.experiments().create(evaluators.spec(2, new ControllerSpec.Random())).id());

    var validation = validate(draft);

    assertThat(validation.faults()).isEmpty();
    assertThat(validation.spec()).isPresent();
    double images = 10_000 / 32 * 32;
    assertThat(validation.estimatedHours())
        .as("200 images a second and slot, as the simulated worker says")
        .hasValue(36 * images / (200 * 2) / 3600);
  }

  @Test
  void brokenYamlIsNamedByItsPlace() throws Exception {
    var answer = api.post("/experiments", "name: [a\nspace: b", "Content-Type", "application/yaml");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).startsWith("The body is no valid YAML at line 2");
  }

  @Test
  void programsSpeakJsonOnly() throws Exception {
    var answer = api.post("/leases", "claimant: x", "Content-Type", "application/yaml");

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void aRequestWithAKeyIsDoneOnceAndAnsweredAlike() throws Exception {
    int before = client.experiments().list().size();
    var draft = "{\"space\": \"mnasnet-small\"}";

    var first = api.post("/experiments", draft, "Idempotency-Key", "k1");
    var second = api.post("/experiments", draft, "Idempotency-Key", "k1");
    var other = api.post("/experiments", "{\"space\": \"enas\"}", "Idempotency-Key", "k1");

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.problem()).isEqualTo("key-reused");
    assertThat(client.experiments().list()).hasSize(before + 1);
  }

  @Test
  void aRefusedRequestDoesNotUseUpItsKey() throws Exception {
    var refused = api.post("/experiments", "{\"space\": \"nowhere\"}", "Idempotency-Key", "k2");
    var created =
        api.post("/experiments", "{\"space\": \"mnasnet-small\"}", "Idempotency-Key", "k2");

    assertThat(List.of(refused.status(), created.status())).containsExactly(400, 201);
  }

  @Test
  void requestsOfOneKeyAtTheSameInstantAreDoneOnce() throws Exception {
    int before = client.experiments().list().size();
    var draft = "{\"space\": \"mnasnet-small\"}";
    Callable<Api.Answer> request = () -> api.post("/experiments", draft, "Idempotency-Key", "k3");
    try (var threads = Executors.newFixedThreadPool(6)) {
      var answers = threads.invokeAll(Collections.nCopies(6, request));
      var ids = new HashSet<String>();
      for (var answer : answers) {
        assertThat(answer.get().status()).isEqualTo(201);
        ids.add(answer.get().body().get("id").asString());
      }
      assertThat(ids).hasSize(1);
    }
    assertThat(client.experiments().list()).hasSize(before + 1);
  }
}
