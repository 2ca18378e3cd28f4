package dev.archway.searchapi.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Json;
import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.experiment.TrialView;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.Spaces;
import dev.archway.core.task.ArtifactReference;
import dev.archway.core.task.EpochMetrics;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.Evaluators;
import dev.archway.searchapi.ServiceTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
@Timeout(180)
class TrialPartIT {
  @LocalServerPort private int port;
  @TempDir private Path folder;

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

  private TrialView proposed() {
    var id = client.experiments().create(evaluators.spec(1, RnnSpec.standard())).id();
    evaluators.runToEnd(id);
    return client.trials().of(id).getLast();
  }

  @Test
  void aTrialHasItsNetworkAndItsPicture() throws Exception {
    var trial = proposed();

    var expected =
        Spaces.mnasnetSmall()
            .decode(trial.choices().orElseThrow())
            .expand(Dataset.CIFAR_10.image(), Dataset.CIFAR_10.classes().size());
    assertThat(client.trials().network(trial.id()).nodes()).isEqualTo(expected.nodes());
    assertThat(client.trials().picture(trial.id())).startsWith("<svg").contains("</svg>");
    var drawn = api.get("/trials/" + trial.id() + "/picture.svg");
    assertThat(drawn.whole().headers().firstValue("Content-Type"))
        .get()
        .asString()
        .startsWith("image/svg+xml");
  }

  @Test
  void aTrialHasItsCurveAndItsSamples() {
    var trial = proposed();

    assertThat(client.trials().curve(trial.id()))
        .hasSize(trial.epochs())
        .last()
        .extracting(EpochMetrics::validationAccuracy)
        .isEqualTo(trial.accuracy().orElseThrow());
    var measurement = client.trials().measurements(trial.id()).getFirst();
    assertThat(trial.latencyMillis()).contains(LatencyView.of(measurement));
  }

  @Test
  void theTrainedNetworkCanBeTakenHomeAndIsSentOnceOnly() throws Exception {
    client.experiments().create(evaluators.spec(1, RnnSpec.standard()));
    var lease = evaluators.claim(TaskKind.TRAIN);
    var model = uploaded(ArtifactReference.Role.MODEL, "the model of " + lease.trial());
    var weights = uploaded(ArtifactReference.Role.WEIGHTS, "the weights of " + lease.trial());
    client
        .leases()
        .report(
            lease,
            new TaskOutcome.Trained(
                List.of(new EpochMetrics(1, 1, 0.5, 100)), List.of(model, weights)));
    var path = "/trials/" + lease.trial();
    int number = client.trials().get(lease.trial()).number();

    var answer = api.get(path + "/model.onnx");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("the model of " + lease.trial());
    assertThat(answer.header("Content-Length")).contains("" + model.bytes());
    assertThat(answer.header("Content-Disposition"))
        .contains("attachment; filename=\"trial-" + number + ".onnx\"");
    assertThat(api.get(path + "/weights.safetensors").text())
        .isEqualTo("the weights of " + lease.trial());
    var tag = answer.header("ETag").orElseThrow();
    var again = api.send("GET", path + "/model.onnx", Optional.empty(), "If-None-Match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
  }

  private ArtifactReference uploaded(ArtifactReference.Role role, String content)
      throws IOException {
    var file = Files.writeString(folder.resolve(role.name()), content);
    return client.artifacts().upload(role, file);
  }

  @Test
  void whatIsNotThereIsSaidSo() throws Exception {
    var id = client.experiments().create(evaluators.spec(1, RnnSpec.standard())).id();
    await().until(() -> !client.trials().of(id).isEmpty());
    var trial = client.trials().of(id).getFirst();

    assertThat(client.trials().curve(trial.id())).isEmpty();
    assertThat(client.trials().measurements(trial.id())).isEmpty();
    var model = api.get("/trials/" + trial.id() + "/model.onnx");
    assertThat(model.status()).isEqualTo(404);
    assertThat(model.text()).contains("Trial 1 is QUEUED and has no MODEL.");
    evaluators.runToEnd(id);
  }

  @Test
  void whatStandsForNoNetworkHasNeitherNetworkNorPicture() throws Exception {
    var created =
        api.post(
            "/experiments",
            """
            {"name": "opaque",
             "space": {"name": "depths", "type": "opaque",
                       "decisions": [{"name": "depth", "options": ["1", "2"]}]},
             "evaluation": {"type": "own"}, "objective": {"type": "accuracy"},
             "budget": {"trials": 1}}
            """);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    var experiment = UUID.fromString(Json.mapper().readTree(created.text()).get("id").asString());
    await().until(() -> !client.trials().of(experiment).isEmpty());
    var trial = client.trials().of(experiment).getFirst().id();

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> client.trials().network(trial))
        .withMessageContaining("depth=")
        .satisfies(e -> assertThat(e.problem()).isEqualTo("not-found"));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> client.trials().picture(trial))
        .satisfies(e -> assertThat(e.problem()).isEqualTo("not-found"));
  }
}
